package app.nero.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * A test that needs a MongoDB server, which {@code NERO_TEST_MONGODB_URI} names. {@code bin/dev/test-mongo} runs it, with all other
 * tests that have the tag {@code mongodb}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("mongodb")
@EnabledIfEnvironmentVariable(named = ConfiguredMongo.URI, matches = ".+", disabledReason = "names no MongoDB server")
public @interface NeedsMongo {
}
