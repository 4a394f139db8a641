package app.nero.local.sam;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a SAM template says of its one REST API and the functions behind it: all that the local gateway plays, and nothing
 * else.
 *
 * @param stage the stage's name, the first segment of every URL
 * @param scheduled the functions that a schedule invokes, by logical id
 * @param functions by logical id
 * @param authorizers by the name that routes use
 * @param binaryMediaTypes such as {@code multipart/form-data}
 * @param gatewayResponses API Gateway's own answers by their type, such as {@code UNAUTHORIZED}
 */
public record SamTemplate(String stage, List<Route> routes, Set<String> scheduled,
        Map<String, LambdaFunction> functions, Map<String, Authorizer> authorizers, Optional<Cors> cors,
        List<String> binaryMediaTypes,
        Map<String, GatewayAnswer> gatewayResponses) {

    public SamTemplate {
        routes = List.copyOf(routes);
        scheduled = Set.copyOf(scheduled);
        functions = Map.copyOf(functions);
        authorizers = Map.copyOf(authorizers);
        binaryMediaTypes = List.copyOf(binaryMediaTypes);
        gatewayResponses = Map.copyOf(gatewayResponses);
    }

    /**
     * @param method in capitals, or {@code ANY}
     * @param resource such as {@code /v1/characters/{id}}
     * @param function the logical id
     * @param authorizer the authorizer's name; empty where the route is open
     */
    public record Route(String method, String resource, String function, Optional<String> authorizer) {}

    /**
     * One {@code AWS::Serverless::Function}.
     *
     * @param handler such as {@code pkg.Class::handleRequest}
     * @param environment the variables that the template declares; empty where only a deployed stack knows the value
     */
    public record LambdaFunction(String id, String handler, Duration timeout,
            Map<String, Optional<String>> environment) {

        public LambdaFunction {
            environment = Map.copyOf(environment);
        }
    }

    public sealed interface Authorizer {

        /** The logical id of its function. */
        String function();
    }

    /** A Lambda authorizer of type REQUEST without identity sources: called for each request, never cached. */
    public record RequestAuthorizer(String name, String function) implements Authorizer {}

    /**
     * @param validation the regular expression that a token must match before the function is asked
     * @param reauthorizeEvery how long a policy is kept; zero keeps none
     */
    public record TokenAuthorizer(String name, String function, String header, Optional<String> validation,
            Duration reauthorizeEvery) implements Authorizer {}

    /** The headers of preflight answers, unquoted; {@code allowMethods} empty means those of the path. */
    public record Cors(Optional<String> allowOrigin, Optional<String> allowHeaders, Optional<String> allowMethods,
            Optional<String> maxAge, boolean allowCredentials) {}

    /** An answer of API Gateway's own: header values as the template has them, bodies by content type. */
    public record GatewayAnswer(OptionalInt status, Map<String, String> headers, Map<String, String> templates) {

        public GatewayAnswer {
            headers = Map.copyOf(headers);
            templates = Map.copyOf(templates);
        }
    }

    /**
     * @param parameters values of template parameters, which win over their defaults
     * @throws TemplateException naming the resource and property that cannot be read or is not supported
     */
    public static SamTemplate read(Path file, Map<String, String> parameters) throws IOException {
        return parse(Files.readString(file), parameters);
    }

    public static SamTemplate parse(String text, Map<String, String> parameters) {
        return new SamReader(TemplateNode.parse(text), parameters).read();
    }
}
