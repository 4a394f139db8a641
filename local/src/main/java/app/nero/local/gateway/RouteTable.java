package app.nero.local.gateway;

import app.nero.local.sam.SamTemplate.Route;
import app.nero.local.sam.TemplateException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds the resource of a path. As in API Gateway, a fixed segment takes precedence over <code>{param}</code>, which takes
 * precedence over <code>{proxy+}</code>.
 */
public final class RouteTable {

    private static final String ANY = "ANY";
    private static final Collection<String> ALL_METHODS = List.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST",
            "PUT");

    /** The methods of a resource, and the values of its path parameters. */
    public record Match(Map<String, Route> methods, Map<String, String> pathParameters) {

        /** Such as {@code /v1/templates/{id}}. */
        String resource() {
            return methods.values().iterator().next().resource();
        }

        Optional<Route> route(String method) {
            return Optional.ofNullable(methods.getOrDefault(method, methods.get(ANY)));
        }

        /** The methods of a preflight response in the format of SAM: sorted, including OPTIONS. */
        String allowedMethods() {
            Collection<String> allowed = new TreeSet<>(methods.containsKey(ANY) ? ALL_METHODS : methods.keySet());
            allowed.add("OPTIONS");
            return String.join(",", allowed);
        }
    }

    private static final class Resource {

        private final Map<String, Route> methods = new TreeMap<>();
        private final Map<String, Resource> fixed = new HashMap<>();
        private final Map<String, Resource> parameter = new HashMap<>(1);
        private final Map<String, Resource> greedy = new HashMap<>(1);
    }

    private final Resource root = new Resource();

    /** @throws TemplateException if two routes are equal, or a path segment has parameters with different names */
    public RouteTable(List<Route> routes) {
        routes.forEach(this::add);
    }

    public Optional<Match> find(List<String> segments) {
        return find(root, segments, Map.of());
    }

    private void add(Route route) {
        Resource at = root;
        for (String segment : segmentsOf(route.resource())) {
            if (segment.endsWith("+}")) {
                at = sole(at.greedy, segment.substring(1, segment.length() - 2), route);
            } else if (segment.startsWith("{")) {
                at = sole(at.parameter, segment.substring(1, segment.length() - 1), route);
            } else {
                at = at.fixed.computeIfAbsent(segment, _ -> new Resource());
            }
        }
        if (at.methods.put(route.method(), route) != null) {
            throw new TemplateException(
                    route.function() + ": the route " + route.method() + " " + route.resource() + " exists already");
        }
    }

    private static List<String> segmentsOf(String resource) {
        return resource.equals("/") ? List.of() : List.of(resource.substring(1).split("/"));
    }

    private static Resource sole(Map<String, Resource> children, String name, Route route) {
        if (!children.isEmpty() && !children.containsKey(name)) {
            throw new TemplateException(route.function() + ": " + route.resource() + " has the path parameter " + name
                    + " where another route has " + children.keySet().iterator().next());
        }
        return children.computeIfAbsent(name, _ -> new Resource());
    }

    private static Optional<Match> find(Resource at, List<String> rest, Map<String, String> parameters) {
        if (rest.isEmpty()) {
            return at.methods.isEmpty() ? Optional.empty() : Optional.of(new Match(at.methods, parameters));
        }
        String segment = rest.getFirst();
        List<String> below = rest.subList(1, rest.size());
        Optional<Match> match = Optional.ofNullable(at.fixed.get(segment))
                .flatMap(child -> find(child, below, parameters));
        for (var child : at.parameter.entrySet()) {
            if (match.isEmpty() && !segment.isEmpty()) {
                match = find(child.getValue(), below, with(parameters, child.getKey(), segment));
            }
        }
        for (var child : at.greedy.entrySet()) {
            if (match.isEmpty()) {
                match = find(child.getValue(), List.of(),
                        with(parameters, child.getKey(), String.join("/", rest)));
            }
        }
        return match;
    }

    private static Map<String, String> with(Map<String, String> parameters, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(parameters);
        more.put(name, value);
        return more;
    }
}
