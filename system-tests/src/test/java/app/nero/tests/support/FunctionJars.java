package app.nero.tests.support;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import app.nero.local.sam.TemplateNode;
import app.nero.local.testing.RunningNero;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The functions' jars that a deploy would upload, at the paths in the template. */
public final class FunctionJars {

    private final TemplateNode resources;

    private FunctionJars(TemplateNode resources) {
        this.resources = resources;
    }

    /** Skips the test if the jars are not built. */
    public static FunctionJars built() throws IOException {
        assumeFalse(Boolean.getBoolean("nero.skipLambdaJars"), "The functions' jars are not built.");
        return new FunctionJars(TemplateNode.parse(Files.readString(RunningNero.TEMPLATE)).get("Resources"));
    }

    /** @param function the logical id in the template */
    public Path of(String function) {
        return RunningNero.TEMPLATE
                .resolveSibling(resources.get(function).get("Properties").get("CodeUri").literal());
    }
}
