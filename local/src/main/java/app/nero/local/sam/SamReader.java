package app.nero.local.sam;

import app.nero.local.sam.SamTemplate.Cors;
import app.nero.local.sam.SamTemplate.GatewayResponse;
import app.nero.local.sam.SamTemplate.LambdaFunction;
import app.nero.local.sam.SamTemplate.QueueSource;
import app.nero.local.sam.SamTemplate.Route;
import app.nero.local.sam.SamTemplate.TokenAuthorizer;
import app.nero.local.sam.TemplateValues.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** Parses a template into a {@link SamTemplate}. */
final class SamReader {

    /** Lambda's default timeout, seconds. */
    private static final int DEFAULT_TIMEOUT = 3;

    /** API Gateway's default time to cache a policy, seconds. */
    private static final int DEFAULT_REAUTHORIZE = 300;

    private static final String FUNCTION = "AWS::Serverless::Function";
    private static final String API = "AWS::Serverless::Api";
    private static final String QUEUE = "AWS::SQS::Queue";
    private static final String EVENT_SOURCE = "AWS::Lambda::EventSourceMapping";
    private static final String REPORTS_FAILURES = "ReportBatchItemFailures";
    private static final String NO_AUTHORIZER = "NONE";

    private final TemplateNode template;
    private final TemplateValues values;
    private final Map<String, TemplateNode> functions;
    private final TemplateNode api;
    private final List<Route> routes = new ArrayList<>();
    private final Set<String> scheduled = new LinkedHashSet<>();

    SamReader(TemplateNode template, Map<String, String> parameters) {
        this.template = template;
        this.values = new TemplateValues(template, parameters);
        this.functions = resources(FUNCTION);
        List<TemplateNode> apis = List.copyOf(resources(API).values());
        if (apis.size() != 1) {
            throw new TemplateException(
                    "Resources: the local gateway requires exactly one " + API + ", found " + apis.size());
        }
        this.api = apis.getFirst().get("Properties");
    }

    SamTemplate read() {
        if (Stream.of("DefinitionBody", "DefinitionUri", "Variables").anyMatch(api.entries()::containsKey)) {
            throw api.invalid("DefinitionBody, DefinitionUri and Variables are not supported by the local gateway");
        }
        TemplateNode auth = api.getOrEmpty("Auth").allowOnly("DefaultAuthorizer", "AddDefaultAuthorizerToCorsPreflight",
                "Authorizers", "ResourcePolicy", "UsagePlan");
        Map<String, TokenAuthorizer> authorizers = authorizers(auth.getOrEmpty("Authorizers"));
        Optional<String> defaultAuthorizer = auth.find("DefaultAuthorizer").map(values::text);
        functions.forEach((id, function) -> readEvents(id, function, defaultAuthorizer, authorizers));
        return new SamTemplate(values.text(api.get("StageName")), routes, scheduled, queueSources(), lambdaFunctions(),
                authorizers,
                cors(auth),
                api.find("BinaryMediaTypes").map(node -> node.items().stream().map(this::mediaType).toList())
                        .orElse(List.of()),
                api.find("MinimumCompressionSize").map(values::number).map(OptionalInt::of)
                        .orElse(OptionalInt.empty()),
                gatewayResponses());
    }

    private Map<String, TemplateNode> resources(String type) {
        Map<String, TemplateNode> found = new LinkedHashMap<>(template.get("Resources").entries());
        found.values().removeIf(node -> !node.get("Type").literal().equals(type) || !values.exists(node));
        return found;
    }

    private Map<String, LambdaFunction> lambdaFunctions() {
        TemplateNode globals = template.getOrEmpty("Globals").getOrEmpty("Function");
        Map<String, LambdaFunction> found = new LinkedHashMap<>();
        functions.forEach((id, resource) -> {
            TemplateNode properties = resource.get("Properties");
            TemplateNode handler = properties.find("Handler").or(() -> globals.find("Handler"))
                    .orElseThrow(() -> properties.invalid("Handler is missing"));
            int timeout = properties.find("Timeout").or(() -> globals.find("Timeout")).map(values::number)
                    .orElse(DEFAULT_TIMEOUT);
            Map<String, Optional<String>> environment = new HashMap<>();
            declare(globals, environment);
            declare(properties, environment);
            found.put(id, new LambdaFunction(id, values.text(handler), Duration.ofSeconds(timeout), environment));
        });
        return found;
    }

    private void declare(TemplateNode owner, Map<String, Optional<String>> environment) {
        owner.getOrEmpty("Environment").getOrEmpty("Variables").entries().forEach((name, node) -> {
            switch (values.value(node)) {
                case Value.Known known -> environment.put(name, Optional.of(known.text()));
                case Value.Deployed() -> environment.put(name, Optional.empty());
                case Value.Absent() -> environment.remove(name);
            }
        });
    }

    private void readEvents(String function, TemplateNode resource, Optional<String> defaultAuthorizer,
            Map<String, TokenAuthorizer> authorizers) {
        for (TemplateNode event : resource.get("Properties").getOrEmpty("Events").entries().values()) {
            switch (event.get("Type").literal()) {
                case "Api" -> routes.add(route(function, event.get("Properties"), defaultAuthorizer, authorizers));
                case "Schedule", "ScheduleV2" -> {
                    // One with an input sends an event of another kind.
                    if (event.get("Properties").find("Input").isEmpty()) {
                        scheduled.add(function);
                    }
                }
                case "HttpApi" -> throw event.invalid("HttpApi is not supported by the local gateway");
                default -> {
                    // Other event sources, such as queues, have no route.
                }
            }
        }
    }

    private Route route(String function, TemplateNode event, Optional<String> defaultAuthorizer,
            Map<String, TokenAuthorizer> authorizers) {
        event.allowOnly("RestApiId", "Path", "Method", "Auth");
        Optional<String> authorizer = event.getOrEmpty("Auth").allowOnly("Authorizer").find("Authorizer")
                .map(values::text).or(() -> defaultAuthorizer).filter(name -> !name.equals(NO_AUTHORIZER));
        if (authorizer.isPresent() && !authorizers.containsKey(authorizer.get())) {
            throw event.invalid("unknown authorizer " + authorizer.get());
        }
        String method = values.text(event.get("Method")).toUpperCase(Locale.ROOT);
        return new Route(method, values.text(event.get("Path")), function, authorizer);
    }

    /** Requires the properties whose defaults would change how a function is called. */
    private List<QueueSource> queueSources() {
        Map<String, TemplateNode> queues = resources(QUEUE);
        List<QueueSource> found = new ArrayList<>();
        resources(EVENT_SOURCE).values().stream().map(source -> source.get("Properties")).forEach(source -> {
            source.allowOnly("EventSourceArn", "FunctionName", "Enabled", "BatchSize", "FunctionResponseTypes",
                    "ScalingConfig");
            if (source.get("FunctionResponseTypes").items().stream().noneMatch(
                    type -> values.text(type).equals(REPORTS_FAILURES))) {
                throw source.invalid("FunctionResponseTypes must contain " + REPORTS_FAILURES);
            }
            if (values.number(source.get("BatchSize")) != 1) {
                throw source.invalid("BatchSize must be 1");
            }
            TemplateNode queue = queues.get(resourceOf(source.get("EventSourceArn"), queues, QUEUE)).get("Properties");
            found.add(new QueueSource(resourceOf(source.get("FunctionName"), functions, FUNCTION),
                    source.find("Enabled").map(values::flag).orElse(true),
                    values.number(source.get("ScalingConfig").get("MaximumConcurrency")),
                    Duration.ofSeconds(values.number(queue.get("VisibilityTimeout"))),
                    values.number(queue.get("RedrivePolicy").get("maxReceiveCount"))));
        });
        return found;
    }

    private Map<String, TokenAuthorizer> authorizers(TemplateNode node) {
        Map<String, TokenAuthorizer> found = new LinkedHashMap<>();
        node.entries().forEach((name, authorizer) -> {
            authorizer.allowOnly("FunctionArn", "FunctionInvokeRole", "Identity");
            String function = resourceOf(values.chosen(authorizer.get("FunctionArn")), functions, FUNCTION);
            found.put(name, tokenAuthorizer(name, function, authorizer.getOrEmpty("Identity")));
        });
        return found;
    }

    private TokenAuthorizer tokenAuthorizer(String name, String function, TemplateNode identity) {
        identity.allowOnly("Header", "ValidationExpression", "ReauthorizeEvery");
        return new TokenAuthorizer(name, function, identity.find("Header").map(values::text).orElse("Authorization"),
                identity.find("ValidationExpression").map(values::text), Duration.ofSeconds(
                        identity.find("ReauthorizeEvery").map(values::number).orElse(DEFAULT_REAUTHORIZE)));
    }

    /** Returns the logical id R of {@code !Ref R}, {@code !Ref R.Alias}, {@code !GetAtt R.Arn} and {@code !GetAtt [R, Arn]}. */
    private static String resourceOf(TemplateNode arn, Map<String, TemplateNode> resources, String type) {
        return arn.function().filter(f -> Set.of("Ref", "Fn::GetAtt").contains(f.name())).map(f -> f.argument())
                .map(node -> node.isList() ? node.items().getFirst().literal() : node.literal().split("\\.", 2)[0])
                .filter(resources::containsKey)
                .orElseThrow(() -> arn.invalid("must be a Ref or GetAtt of an " + type));
    }

    private Optional<Cors> cors(TemplateNode auth) {
        Optional<TemplateNode> found = api.find("Cors");
        if (found.isPresent() && auth.find("DefaultAuthorizer").isPresent()
                && auth.find("AddDefaultAuthorizerToCorsPreflight").map(values::flag).orElse(true)) {
            throw api.invalid(
                    "Auth.AddDefaultAuthorizerToCorsPreflight must be false: preflight requests have no token");
        }
        return found.map(node -> {
            if (!node.isMapping()) {
                return new Cors(Optional.of(unquoted(node)), Optional.empty(), Optional.empty(), Optional.empty(),
                        false);
            }
            node.allowOnly("AllowOrigin", "AllowHeaders", "AllowMethods", "MaxAge", "AllowCredentials");
            return new Cors(node.find("AllowOrigin").map(this::unquoted), node.find("AllowHeaders").map(this::unquoted),
                    node.find("AllowMethods").map(this::unquoted), node.find("MaxAge").map(this::unquoted),
                    node.find("AllowCredentials").map(values::flag).orElse(false));
        });
    }

    private String unquoted(TemplateNode node) {
        return ResponseText.literal(values.text(node))
                .orElseThrow(() -> node.invalid("must be in single quotes inside the value"));
    }

    private String mediaType(TemplateNode node) {
        return values.text(node).replace("~1", "/").toLowerCase(Locale.ROOT);
    }

    private Map<String, GatewayResponse> gatewayResponses() {
        Map<String, GatewayResponse> found = new LinkedHashMap<>();
        api.getOrEmpty("GatewayResponses").entries().forEach((type, response) -> {
            response.allowOnly("StatusCode", "ResponseParameters", "ResponseTemplates");
            Map<String, String> headers = new LinkedHashMap<>();
            response.getOrEmpty("ResponseParameters").allowOnly("Headers").getOrEmpty("Headers").entries().forEach(
                    (name, value) -> headers.put(name, ResponseText.checkedHeader(values.text(value), value)));
            Map<String, String> templates = new LinkedHashMap<>();
            response.getOrEmpty("ResponseTemplates").entries().forEach((mediaType, body) -> templates.put(mediaType,
                    ResponseText.checkedTemplate(values.text(body), body)));
            found.put(type, new GatewayResponse(
                    response.find("StatusCode").map(values::number).map(OptionalInt::of).orElse(OptionalInt.empty()),
                    headers, templates));
        });
        return found;
    }
}
