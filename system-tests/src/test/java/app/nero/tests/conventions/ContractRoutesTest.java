package app.nero.tests.conventions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.nero.local.LocalNero;
import app.nero.local.sam.SamTemplate;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.ApiClient.Answer;
import app.nero.local.testing.RunningNero;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Compares the routes in {@code template.yaml}, and as they are served, with those in {@code openapi.yaml}. */
class ContractRoutesTest {

    private static final String SIGNED_IN = " signed in";

    @Test
    void templateAndOpenApiHaveTheSameRoutes() throws IOException {
        SamTemplate template = SamTemplate.read(Path.of("..", "template.yaml"),
                Map.of("WebOrigin", "https://nero.example", "Countries", "IR", "SecretVersion", ""));

        assertEquals(
                template.routes().stream()
                        .map(route -> route.method() + " " + route.resource()
                                + route.authorizer().map(_ -> SIGNED_IN).orElse(""))
                        .collect(Collectors.toCollection(TreeSet::new)),
                described());
    }

    /** API Gateway calls no authorizer for them, so their functions verify the tokens. */
    @Test
    void routesForGuestsRefuseABadToken() throws IOException {
        try (LocalNero nero = RunningNero.start(Map.of())) {
            ApiClient api = new ApiClient(nero);
            List<String> forGuests = paths().entrySet().stream()
                    .filter(path -> map(path.getValue()).containsKey("get")
                            && isForGuests(map(map(path.getValue()).get("get"))))
                    .map(path -> path.getKey().replaceAll("\\{\\w+}", "6a0f3c0c007b1f2e3d4c5b70")).toList();

            assertEquals(3, forGuests.size());
            forGuests.forEach(path -> assertEquals(401, api.get(path, "a.b.c").status(), path));
        }
    }

    /** {@code deploy/test_template.py} checks the same for the deployed template. */
    @Test
    void preflightsAllowAllMethodsOfAPath() throws IOException {
        try (LocalNero nero = RunningNero.start(Map.of())) {
            ApiClient api = new ApiClient(nero);
            paths().forEach((path, item) -> {
                Answer answer = api.send(api.request(path.replaceAll("\\{\\w+}", "6a0f3c0c007b1f2e3d4c5b70"))
                        .header("Origin", nero.url()).header("Access-Control-Request-Method", "GET")
                        .method("OPTIONS", BodyPublishers.noBody()));

                TreeSet<String> methods = methods(item);
                methods.add("OPTIONS");
                assertEquals(200, answer.status(), path);
                assertEquals(String.join(",", methods), answer.header("Access-Control-Allow-Methods"), path);
            });
        }
    }

    private static TreeSet<String> described() throws IOException {
        TreeSet<String> routes = new TreeSet<>();
        paths().forEach((path, item) -> methods(item).forEach(method -> routes
                .add(method + " /v1" + path + access(map(map(item).get(method.toLowerCase(Locale.ROOT)))))));
        return routes;
    }

    private static Map<String, Object> paths() throws IOException {
        String openapi = Files.readString(Path.of("..", "openapi.yaml"));
        return map(map(new Load(LoadSettings.builder().build()).loadFromString(openapi)).get("paths"));
    }

    /** Ignores the key with the parameters that all methods of the path share. */
    private static TreeSet<String> methods(Object item) {
        return map(item).keySet().stream().filter(key -> !key.equals("parameters"))
                .map(key -> key.toUpperCase(Locale.ROOT)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** By default a route requires a token. */
    private static String access(Map<String, Object> operation) {
        return operation.containsKey("security") ? "" : SIGNED_IN;
    }

    /** A route that guests may call lists an empty requirement as an alternative. */
    private static boolean isForGuests(Map<String, Object> operation) {
        return operation.get("security") instanceof List<?> alternatives && alternatives.contains(Map.of());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object node) {
        return (Map<String, Object>) node;
    }
}
