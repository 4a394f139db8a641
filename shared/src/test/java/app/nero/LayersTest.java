package app.nero;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

/** Presentation → application → domain ← infrastructure. */
class LayersTest {

    private final JavaClasses nero = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("app.nero");

    @Test
    void seesTheClassesThatItIsAbout() {
        assertTrue(nero.contain(app.nero.domain.Id.class));
        assertTrue(nero.contain(app.nero.edge.Edge.class));
    }

    @Test
    void theDomainStandsOnTheJdkAlone() {
        classes().that().resideInAPackage("app.nero.domain..").should().onlyDependOnClassesThat()
                .resideInAnyPackage("app.nero.domain..", "java..", "javax.crypto..").check(nero);
    }

    @Test
    void useCasesKnowTheDomainAlone() {
        classes().that().resideInAPackage("app.nero.application..").should().onlyDependOnClassesThat()
                .resideInAnyPackage("app.nero.application..", "app.nero.domain..", "java..").check(nero);
    }

    @Test
    void adaptersKnowTheDomainAndNotWhoUsesThem() {
        noClasses().that().resideInAPackage("app.nero.infrastructure..").should().dependOnClassesThat()
                .resideInAnyPackage("app.nero.application..", "app.nero.edge..").check(nero);
    }

    @Test
    void theEdgeKnowsNoAdapterAndNoSdk() {
        classes().that().resideInAPackage("app.nero.edge..").should().onlyDependOnClassesThat()
                .resideInAnyPackage("app.nero.edge..", "app.nero.domain..", "java..",
                        "com.fasterxml.jackson.core..", "com.amazonaws.services.lambda.runtime..", "org.crac..")
                .check(nero);
    }

    /** Their state would be the same in all copies of one snapshot. */
    @Test
    void nothingIsDrawnFromASourceThatIsSeededOnce() {
        noClasses().should().callConstructor(ObjectId.class).orShould().callMethod(ObjectId.class, "get").orShould()
                .callConstructor(Random.class).orShould().callMethod(ThreadLocalRandom.class, "current").orShould()
                .callMethod(Math.class, "random").check(nero);
    }

    @Test
    void theEnvironmentIsReadInOneClass() {
        noClasses().that().doNotHaveFullyQualifiedName("app.nero.infrastructure.Settings").should()
                .callMethod(System.class, "getenv").orShould().callMethod(System.class, "getenv", String.class)
                .check(nero);
    }
}
