package app.nero;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.kernel.Id;
import app.nero.lambda.Settings;
import app.nero.lambda.Wiring;
import app.nero.mongo.MongoConnection;
import app.nero.mongo.MongoIds;
import app.nero.mongo.StoredCollection;
import app.nero.upkeep.mongo.MongoCollections;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The rules of the package layout: features build on technical packages, and adapters are subpackages of their feature. */
@TestInstance(Lifecycle.PER_CLASS)
class ArchitectureTest {

    private static final String[] FEATURES = {"account", "audit", "character", "favorite", "generation", "payment",
            "picture",
            "report", "session", "signin", "stars", "statistics", "template", "throttle", "upkeep"};

    /**
     * One slice per top-level class of an adapter. Excludes {@code upkeep}, where the registry of collections and the erasures
     * depend on each other: an erasure visits all collections, including its own.
     */
    private static final SliceAssignment ADAPTER_CLASSES = new SliceAssignment() {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return type.getPackageName().matches("app\\.nero\\.(?!upkeep)\\w+\\.mongo")
                    ? SliceIdentifier.of(type.getName().replaceFirst("\\$.*", ""))
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "classes of adapters";
        }
    };

    private final JavaClasses nero = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("app.nero");

    @Test
    void everyPackageIsTechnicalOrAFeature() {
        assertTrue(nero.contain(Id.class));
        classes().should()
                .resideInAnyPackage(Stream.concat(
                        Stream.of("kernel", "http", "lambda", "snapshot", "mongo").map(ArchitectureTest::within),
                        Stream.of(FEATURES).map(ArchitectureTest::within)).toArray(String[]::new))
                .check(nero);
    }

    @Test
    void theKernelUsesOnlyTheJdk() {
        classes().that().resideInAPackage(within("kernel")).should().onlyDependOnClassesThat()
                .resideInAnyPackage(within("kernel"), "java..", "javax.crypto..").check(nero);
    }

    @Test
    void featureRootsUseNoAdapterAndNoSdk() {
        String[] allowed = Stream.concat(Stream.of(FEATURES).map(ArchitectureTest::root),
                Stream.of(within("kernel"), "java..", "javax.crypto..")).toArray(String[]::new);
        classes().that().resideInAnyPackage(Stream.of(FEATURES).map(ArchitectureTest::root).toArray(String[]::new))
                .should().onlyDependOnClassesThat().resideInAnyPackage(allowed).check(nero);
    }

    @Test
    void featuresFormNoCycles() {
        slices().matching("app.nero.(*)..").should().beFreeOfCycles().check(nero);
    }

    @Test
    void adapterClassesFormNoCycles() {
        slices().assignedFrom(ADAPTER_CLASSES).should().beFreeOfCycles().check(nero);
    }

    @Test
    void everyCollectionOfAnAdapterIsRegistered() {
        Set<String> adapters = callersOf(MongoConnection.class, "collection").stream()
                .filter(name -> !name.startsWith(root("mongo") + ".")).collect(Collectors.toSet());
        Set<String> registered = nero.get(MongoCollections.class).getMethodCallsFromSelf().stream()
                .filter(call -> call.getName().equals("collection")).map(call -> call.getTargetOwner().getName())
                .collect(Collectors.toSet());
        List<String> names = MongoCollections.all().stream().map(StoredCollection::name).toList();

        assertEquals(adapters, registered);
        assertEquals(Set.copyOf(names).size(), names.size(), () -> "duplicate in " + names);
    }

    @Test
    void onlyMongoIdsConvertsIds() {
        noClasses().that().doNotBelongToAnyOf(MongoIds.class).should().callConstructor(ObjectId.class, String.class)
                .orShould().callMethod(ObjectId.class, "toHexString").check(nero);
    }

    @Test
    void httpDependsOnNoFeature() {
        noClasses().that().resideInAPackage(within("http")).should().dependOnClassesThat()
                .resideInAnyPackage(Stream.of(FEATURES).map(ArchitectureTest::within).toArray(String[]::new))
                .check(nero);
    }

    /** {@link Wiring} registers the function. */
    @Test
    void onlyWiringDependsOnSnapshot() {
        noClasses().that().resideOutsideOfPackage(within("snapshot")).and().doNotBelongToAnyOf(Wiring.class).should()
                .dependOnClassesThat().resideInAnyPackage(within("snapshot"), "org.crac..").check(nero);
    }

    @Test
    void adaptersDoNotUseJsonOrLambda() {
        noClasses().that().resideInAnyPackage("app.nero..mongo..", "app.nero..twilio..", "app.nero..kavenegar..",
                "app.nero..cloudinary..",
                "app.nero..jwt..", "app.nero..phone..", "app.nero..sqs..", "app.nero..gemini..", "app.nero..openai..",
                "app.nero..replicate..", "app.nero..provider..",
                "app.nero..stripe..", "app.nero..zarinpal..")
                .should().dependOnClassesThat()
                .resideInAnyPackage("app.nero..json..", within("lambda")).check(nero);
    }

    /** Other generators would have the same state in every copy restored from a snapshot. */
    @Test
    void randomnessComesOnlyFromSecureRandom() {
        noClasses().should().callConstructor(ObjectId.class).orShould().callMethod(ObjectId.class, "get").orShould()
                .callConstructor(Random.class).orShould().callMethod(ThreadLocalRandom.class, "current").orShould()
                .callMethod(Math.class, "random").check(nero);
    }

    @Test
    void onlySettingsReadsTheEnvironment() {
        noClasses().that().doNotBelongToAnyOf(Settings.class).should().callMethod(System.class, "getenv").orShould()
                .callMethod(System.class, "getenv", String.class).check(nero);
    }

    private Set<String> callersOf(Class<?> owner, String method) {
        return nero.get(owner).getMethodCallsToSelf().stream().filter(call -> call.getName().equals(method))
                .map(call -> call.getOriginOwner().getName()).collect(Collectors.toSet());
    }

    private static String within(String name) {
        return root(name) + "..";
    }

    private static String root(String name) {
        return "app.nero." + name;
    }
}
