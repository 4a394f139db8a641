package app.nero.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * A test that requires the MongoDB server in {@code NERO_TEST_MONGODB_URI}. {@code bin/dev/test-mongo} runs all tests with the
 * tag {@code mongodb}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("mongodb")
@EnabledIfEnvironmentVariable(named = ConfiguredMongo.URI, matches = ".+", disabledReason = "NERO_TEST_MONGODB_URI is not set; bin/dev/test-mongo runs these")
public @interface NeedsMongo {
}
