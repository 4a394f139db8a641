package app.nero.tests.conventions;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.functions.admin.AdminHandler;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Dependency rules of the functions. Only this module has all functions on its class path. */
class FunctionsTest {

    private static final String FUNCTIONS = "app.nero.functions..";

    private final JavaClasses nero = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("app.nero");

    @Test
    void doNotUseEachOther() {
        assertTrue(nero.contain(AdminHandler.class));

        slices().matching("app.nero.functions.(*)..").should().notDependOnEachOther().check(nero);
    }

    @Test
    void doNotUseTheSnapshotPackageOrCrac() {
        noClasses().that().resideInAPackage(FUNCTIONS).should().dependOnClassesThat()
                .resideInAnyPackage("app.nero.snapshot..", "org.crac..").check(nero);
    }

    @Test
    void useSpringOnlyInAdmin() {
        noClasses().that().resideOutsideOfPackage("app.nero.functions.admin..").should().dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "com.amazonaws.serverless..", "jakarta..").check(nero);
    }
}
