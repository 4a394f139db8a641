package app.nero.tests.conventions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import app.nero.local.sam.SamTemplate;
import app.nero.local.testing.RunningNero;
import app.nero.tests.support.FunctionJars;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The outbox, the page for developers and the other parts of {@code bin/start} exist on one machine only. */
class NothingLocalIsDeployedTest {

    @Test
    void theTemplateHasNoRouteToIt() throws IOException {
        String template = Files.readString(RunningNero.TEMPLATE);

        assertFalse(template.contains("_local"));
        assertFalse(template.contains("app.nero.local"));
        assertFalse(Files.readString(RunningNero.TEMPLATE.resolveSibling("openapi.yaml")).contains("_local"));
    }

    @Test
    void noJarOfAFunctionContainsIt() throws IOException {
        FunctionJars jars = FunctionJars.built();
        SamTemplate template = SamTemplate.read(RunningNero.TEMPLATE, Map.of("WebOrigin", "https://nero.example",
                "Countries", "", "SecretVersion", ""));

        for (String function : template.functions().keySet()) {
            try (ZipFile jar = new ZipFile(jars.of(function).toFile())) {
                assertEquals(List.of(), jar.stream().map(entry -> entry.getName())
                        .filter(name -> name.matches("app/nero/local/.*|local-page/.*|docs-page/.*|demo/.*")).toList(),
                        function);
            }
        }
    }
}
