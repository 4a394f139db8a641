package app.nero.tests.conventions;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.functions.admin.AdminHandler;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Here all modules are on one class path, so here it shows who uses what. */
class SpringIsConfinedTest {

    private final JavaClasses nero = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("app.nero");

    @Test
    void toTheFunctionAdmin() {
        assertTrue(nero.contain(AdminHandler.class));

        noClasses().that().resideOutsideOfPackage("app.nero.functions.admin..").should().dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "com.amazonaws.serverless..", "jakarta..").check(nero);
    }
}
