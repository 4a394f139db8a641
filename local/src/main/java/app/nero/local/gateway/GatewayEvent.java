package app.nero.local.gateway;

import app.nero.http.Request;
import app.nero.local.sam.SamTemplate.Route;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.ProxyRequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.RequestIdentity;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Builds the events of Lambda proxy integrations (payload format 1.0), Lambda authorizers and schedules. */
public final class GatewayEvent {

    private static final String API_ID = "local";
    private static final String ACCOUNT_ID = "000000000000";

    private static final String JSON = "application/json";
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final DateTimeFormatter REQUEST_TIME = DateTimeFormatter
            .ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final List<String> binaryMediaTypes;

    public GatewayEvent(List<String> binaryMediaTypes) {
        this.binaryMediaTypes = List.copyOf(binaryMediaTypes);
    }

    /** @param authorizer context that the authorizer returned; empty for a route without an authorizer */
    public APIGatewayProxyRequestEvent of(HttpRequest request, Route route, Map<String, String> pathParameters,
            Map<String, Object> authorizer) {
        Map<String, List<String>> headers = forwarded(request);
        APIGatewayProxyRequestEvent event = new APIGatewayProxyRequestEvent().withResource(route.resource())
                .withPath(request.target().resourcePath()).withHttpMethod(request.method()).withHeaders(last(headers))
                .withMultiValueHeaders(headers).withRequestContext(context(request, route, authorizer))
                .withIsBase64Encoded(false);
        if (!request.target().query().isEmpty()) {
            event.withQueryStringParameters(last(request.target().query()))
                    .withMultiValueQueryStringParameters(request.target().query());
        }
        if (!pathParameters.isEmpty()) {
            event.withPathParameters(pathParameters);
        }
        if (request.body().length > 0) {
            boolean binary = isBinary(request);
            event.withIsBase64Encoded(binary).withBody(binary
                    ? Base64.getEncoder().encodeToString(request.body())
                    : new String(request.body(), StandardCharsets.UTF_8));
        }
        return event;
    }

    /** The event of a TOKEN authorizer, which contains one header value of the request. */
    public static JsonNode ofToken(String token, String methodArn) {
        return JsonNodeFactory.instance.objectNode().put("type", "TOKEN").put("methodArn", methodArn)
                .put("authorizationToken", token);
    }

    /** The event with which EventBridge invokes a function on a schedule. */
    public static ObjectNode ofSchedule(String id, String function, Instant at) {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("version", "0").put("id", id)
                .put("detail-type", "Scheduled Event").put("source", "aws.events").put("account", ACCOUNT_ID)
                .put("time", at.truncatedTo(ChronoUnit.SECONDS).toString()).put("region", "local");
        event.putArray("resources").add("arn:aws:events:local:" + ACCOUNT_ID + ":rule/" + function);
        event.putObject("detail");
        return event;
    }

    /**
     * An event of SQS with one message.
     *
     * @param receives how often the message was received
     */
    public static ObjectNode ofMessage(String id, String body, String group, int receives, Instant sentAt,
            Instant firstReceivedAt) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        ObjectNode message = event.putArray("Records").addObject().put("messageId", id).put("receiptHandle", id)
                .put("body", body).put("eventSource", "aws:sqs").put("awsRegion", "local")
                .put("eventSourceARN", "arn:aws:sqs:local:" + ACCOUNT_ID + ":queue");
        message.putObject("attributes").put("ApproximateReceiveCount", Integer.toString(receives))
                .put("SentTimestamp", Long.toString(sentAt.toEpochMilli()))
                .put("ApproximateFirstReceiveTimestamp", Long.toString(firstReceivedAt.toEpochMilli()))
                .put("SenderId", ACCOUNT_ID).put("MessageGroupId", group);
        message.putObject("messageAttributes");
        return event;
    }

    /** The ARN that an authorizer allows or denies. It contains the method and the path as the client sent it. */
    public static String methodArn(HttpRequest request) {
        return String.join("/", "arn:aws:execute-api:local:" + ACCOUNT_ID + ":" + API_ID, request.target().stage(),
                request.method(), request.target().resourcePath().substring(1));
    }

    /**
     * Whether the body is not JSON in another encoding than UTF-8. API Gateway passes on any body and replaces bytes that are not
     * UTF-8, which would hide the mistake.
     */
    boolean isReadable(HttpRequest request) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(request.body()));
            return true;
        } catch (CharacterCodingException _) {
            return !mediaType(request).equals(JSON);
        }
    }

    private static ProxyRequestContext context(HttpRequest request, Route route, Map<String, Object> authorizer) {
        RequestIdentity identity = new RequestIdentity().withSourceIp(request.sourceIp());
        request.header("User-Agent").stream().findFirst().ifPresent(identity::withUserAgent);
        ProxyRequestContext context = new ProxyRequestContext().withAccountId(ACCOUNT_ID).withApiId(API_ID)
                .withStage(request.target().stage()).withRequestId(request.id()).withExtendedRequestId(request.id())
                .withIdentity(identity).withResourcePath(route.resource()).withHttpMethod(request.method())
                .withPath(request.target().path()).withProtocol(request.protocol())
                .withRequestTime(REQUEST_TIME.format(request.at())).withRequestTimeEpoch(request.at().toEpochMilli())
                .withDomainName(request.header("Host").stream().findFirst().orElse("localhost"));
        if (!authorizer.isEmpty()) {
            context.setAuthorizer(authorizer);
        }
        return context;
    }

    /** API Gateway appends the address of the client to X-Forwarded-For. */
    private static Map<String, List<String>> forwarded(HttpRequest request) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(request.headers());
        List<String> hops = new ArrayList<>(headers.getOrDefault(FORWARDED_FOR, List.of()));
        hops.add(request.sourceIp());
        headers.put(FORWARDED_FOR, List.of(String.join(", ", hops)));
        headers.put("X-Forwarded-Proto", List.of("http"));
        return headers;
    }

    private static String mediaType(HttpRequest request) {
        return Request.mediaType(request.header("Content-Type").stream().findFirst().orElse(JSON));
    }

    private boolean isBinary(HttpRequest request) {
        String mediaType = mediaType(request);
        String family = mediaType.split("/")[0] + "/*";
        return binaryMediaTypes.stream()
                .anyMatch(type -> type.equals("*/*") || type.equals(mediaType) || type.equals(family));
    }

    private static Map<String, String> last(Map<String, List<String>> values) {
        return values.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().getLast()));
    }
}
