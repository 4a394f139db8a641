package app.nero.local.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.local.sam.SamTemplate.Route;
import app.nero.local.sam.TemplateException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouteTableTest {

    @Test
    void prefersFixedSegmentsThenParametersThenProxies() {
        RouteTable table = new RouteTable(
                List.of(route("GET", "/a/{id}"), route("GET", "/a/b"), route("GET", "/{proxy+}"),
                        route("PUT", "/a/{id}/c")));

        assertEquals("/a/b", resourceAt(table, "a", "b"));
        assertEquals("/a/{id}", resourceAt(table, "a", "x"));
        assertEquals("/a/{id}/c",
                table.find(List.of("a", "b", "c")).orElseThrow().route("PUT").orElseThrow().resource());
        assertEquals(Map.of("proxy", "z/y"), table.find(List.of("z", "y")).orElseThrow().pathParameters());
    }

    @Test
    void doesNotLookForAMethodInOtherResources() {
        RouteTable table = new RouteTable(List.of(route("GET", "/a/b"), route("DELETE", "/a/{id}")));

        assertTrue(table.find(List.of("a", "b")).orElseThrow().route("DELETE").isEmpty());
    }

    @Test
    void refusesConflictingRoutes() {
        assertThrows(TemplateException.class, () -> new RouteTable(List.of(route("GET", "/a"), route("GET", "/a"))));
        assertThrows(TemplateException.class,
                () -> new RouteTable(List.of(route("GET", "/a/{x}"), route("PUT", "/a/{y}"))));
    }

    private static Route route(String method, String resource) {
        return new Route(method, resource, "F", Optional.empty());
    }

    private static String resourceAt(RouteTable table, String... segments) {
        return table.find(List.of(segments)).orElseThrow().route("GET").orElseThrow().resource();
    }
}
