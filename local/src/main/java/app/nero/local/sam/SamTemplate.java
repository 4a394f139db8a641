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
 * The part of a SAM template that the local gateway supports: one REST API, its functions, and queues.
 *
 * @param stage name of the stage, which is the first segment of each path
 * @param scheduled logical ids of the functions that do scheduled work
 * @param queueSources how queues call functions
 * @param functions by logical id
 * @param authorizers by the name that routes use
 * @param binaryMediaTypes such as {@code multipart/form-data}
 * @param minCompression responses of at least this many bytes are compressed; empty if none are
 * @param gatewayResponses responses that API Gateway generates itself, by type such as {@code UNAUTHORIZED}
 */
public record SamTemplate(String stage, List<Route> routes, Set<String> scheduled,
        List<QueueSource> queueSources, Map<String, LambdaFunction> functions, Map<String, TokenAuthorizer> authorizers,
        Optional<Cors> cors,
        List<String> binaryMediaTypes, OptionalInt minCompression, Map<String, GatewayResponse> gatewayResponses) {

    public SamTemplate {
        routes = List.copyOf(routes);
        scheduled = Set.copyOf(scheduled);
        queueSources = List.copyOf(queueSources);
        functions = Map.copyOf(functions);
        authorizers = Map.copyOf(authorizers);
        binaryMediaTypes = List.copyOf(binaryMediaTypes);
        gatewayResponses = Map.copyOf(gatewayResponses);
    }

    /**
     * @param method in upper case, or {@code ANY}
     * @param resource such as {@code /v1/characters/{id}}
     * @param function logical id
     * @param authorizer name of the authorizer; empty if the route has none
     */
    public record Route(String method, String resource, String function, Optional<String> authorizer) {}

    /**
     * An {@code AWS::Lambda::EventSourceMapping} and its {@code AWS::SQS::Queue}. It passes one message at a time to the function,
     * which reports failed messages.
     *
     * @param function logical id
     * @param enabled whether the function is called
     * @param maxConcurrency the most messages that the function handles at the same time
     * @param visibility how long a message that was received is not received again
     * @param maxReceives after so many receives, a message becomes a dead letter
     */
    public record QueueSource(String function, boolean enabled, int maxConcurrency, Duration visibility,
            int maxReceives) {}

    /**
     * One {@code AWS::Serverless::Function}.
     *
     * @param handler such as {@code pkg.Class::handleRequest}
     * @param environment variables that the template declares; a value is empty if only a deployed stack has it
     */
    public record LambdaFunction(String id, String handler, Duration timeout,
            Map<String, Optional<String>> environment) {

        public LambdaFunction {
            environment = Map.copyOf(environment);
        }

        /** @throws ClassNotFoundException if the class of the handler is not on the class path */
        public Class<?> handlerClass() throws ClassNotFoundException {
            return Class.forName(handler.split("::", 2)[0]);
        }
    }

    /**
     * A Lambda authorizer of type TOKEN.
     *
     * @param function logical id
     * @param validation regular expression; API Gateway refuses other tokens without calling the function
     * @param reauthorizeEvery how long policies are cached; zero disables the cache
     */
    public record TokenAuthorizer(String name, String function, String header, Optional<String> validation,
            Duration reauthorizeEvery) {}

    /** Headers of preflight responses, unquoted. If {@code allowMethods} is empty, the methods of the path are allowed. */
    public record Cors(Optional<String> allowOrigin, Optional<String> allowHeaders, Optional<String> allowMethods,
            Optional<String> maxAge, boolean allowCredentials) {}

    /** A response that API Gateway generates itself: header values as in the template, body templates by media type. */
    public record GatewayResponse(OptionalInt status, Map<String, String> headers, Map<String, String> templates) {

        public GatewayResponse {
            headers = Map.copyOf(headers);
            templates = Map.copyOf(templates);
        }
    }

    /**
     * @param parameters values of template parameters; they override the defaults
     * @throws TemplateException if a property is invalid or not supported; the message names it
     */
    public static SamTemplate read(Path file, Map<String, String> parameters) throws IOException {
        return parse(Files.readString(file), parameters);
    }

    public static SamTemplate parse(String text, Map<String, String> parameters) {
        return new SamReader(TemplateNode.parse(text), parameters).read();
    }
}
