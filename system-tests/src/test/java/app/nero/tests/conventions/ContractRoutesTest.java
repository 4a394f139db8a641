package app.nero.tests.conventions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.nero.local.sam.SamTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Compares the routes in {@code template.yaml} with those in {@code openapi.yaml}. */
class ContractRoutesTest {

    private static final String SIGNED_IN = " signed in";
    private static final String SIGNED_IN_OR_GUEST = " signed in or guest";
    private static final Map<String, String> ACCESS = Map.of("AccessToken", SIGNED_IN, "OptionalAccessToken",
            SIGNED_IN_OR_GUEST);

    @Test
    void templateAndOpenApiHaveTheSameRoutes() throws IOException {
        SamTemplate template = SamTemplate.read(Path.of("..", "template.yaml"),
                Map.of("WebOrigin", "https://nero.example", "Countries", "IR", "SecretVersion", ""));

        assertEquals(
                template.routes().stream()
                        .map(route -> route.method() + " " + route.resource()
                                + route.authorizer().map(ACCESS::get).orElse(""))
                        .collect(Collectors.toCollection(TreeSet::new)),
                described(Files.readString(Path.of("..", "openapi.yaml"))));
    }

    private static TreeSet<String> described(String openapi) {
        TreeSet<String> routes = new TreeSet<>();
        map(map(new Load(LoadSettings.builder().build()).loadFromString(openapi)).get("paths"))
                .forEach((path, item) -> map(item).forEach((method, operation) -> {
                    // This key holds the parameters that all methods of the path share.
                    if (!method.equals("parameters")) {
                        routes.add(method.toUpperCase() + " /v1" + path + access(map(operation)));
                    }
                }));
        return routes;
    }

    /** By default a route requires a token. A route that guests may call lists an empty requirement as an alternative. */
    private static String access(Map<String, Object> operation) {
        if (!operation.containsKey("security")) {
            return SIGNED_IN;
        }
        return ((List<?>) operation.get("security")).contains(Map.of()) ? SIGNED_IN_OR_GUEST : "";
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object node) {
        return (Map<String, Object>) node;
    }
}
