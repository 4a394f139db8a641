package app.nero.local.developer;

import app.nero.kernel.PhoneNumber;
import app.nero.local.gateway.SameOrigin;
import app.nero.local.sam.SamTemplate;
import app.nero.local.standin.InProcessQueue;
import app.nero.local.standin.PictureFiles;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.mongodb.MongoException;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The page for developers at {@code /_local}: sign-in, outbox, documents, pictures, scheduled jobs, the queue and settings. It exists on one
 * machine only; a deployed stack has neither this class nor a route to it.
 */
public final class DeveloperPage {

    public static final String PAGE = "/_local";

    private static final String FILES = PAGE + "/page/";
    private static final String API = PAGE + "/api/";
    private static final int PAGE_SIZE = 20;
    private static final int MAX_BODY = 4_096;
    private static final Pattern OFFSET = Pattern.compile("[0-9]{1,9}");

    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, String> TYPES = Map.of("html", "text/html; charset=utf-8", "css",
            "text/css; charset=utf-8", "js", "text/javascript; charset=utf-8");

    private record Answer(int status, JsonNode body) {}

    /** A request that cannot be answered as asked. */
    private static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1L;

        private final int status;

        RefusedException(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    private final SamTemplate template;
    private final Map<String, String> settings;
    private final Documents documents;
    private final PictureFiles pictures;
    private final Jobs jobs;
    private final InProcessQueue queue;
    private final Optional<LocalSignIn> signIn;
    private final JsonMapper json = new JsonMapper();

    /** @param signIn empty if Twilio sends the SMS */
    public DeveloperPage(SamTemplate template, Map<String, String> settings, Documents documents, PictureFiles pictures,
            Jobs jobs, InProcessQueue queue, Optional<LocalSignIn> signIn) {
        this.template = template;
        this.settings = settings;
        this.documents = documents;
        this.pictures = pictures;
        this.jobs = jobs;
        this.queue = queue;
        this.signIn = signIn;
    }

    public Map<String, HttpHandler> handlers() {
        return Map.of(PAGE, this::file, PAGE + "/", this::file, API, SameOrigin.only(this::api));
    }

    private void file(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Optional<byte[]> file = switch (path) {
                case PAGE, PAGE + "/" -> resource("index.html");
                case FILES + "page.css", FILES + "page.js" -> resource(path.substring(FILES.length()));
                default -> Optional.empty();
            };
            String extension = path.substring(path.lastIndexOf('.') + 1);
            respond(exchange, file.isPresent() ? 200 : 404, TYPES.getOrDefault(extension, TYPES.get("html")),
                    file.orElse(new byte[0]));
        }
    }

    private static Optional<byte[]> resource(String name) throws IOException {
        try (InputStream in = DeveloperPage.class.getResourceAsStream("/local-page/" + name)) {
            return Optional.of(in.readAllBytes());
        }
    }

    private void api(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                answer = answer(exchange);
            } catch (RefusedException e) {
                answer = new Answer(e.status, message(e.getMessage()));
            } catch (MongoException _) {
                answer = new Answer(503, message("The database does not respond."));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                answer = new Answer(503, message("Nero is stopping."));
            }
            respond(exchange, answer.status(), "application/json", json.writeValueAsBytes(answer.body()));
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException, RefusedException, InterruptedException {
        String route = exchange.getRequestMethod() + " "
                + exchange.getRequestURI().getPath().substring(API.length());
        return switch (route) {
            case "POST sign-in" -> signIn(body(exchange));
            case "GET collections" -> new Answer(200, collections());
            case "GET documents" -> new Answer(200, documents(query(exchange)));
            case "GET pictures" -> new Answer(200, pictures(query(exchange)));
            case "GET jobs" -> new Answer(200, jobs());
            case "POST jobs" -> new Answer(200, run(body(exchange)));
            case "GET queue" -> new Answer(200, queue());
            case "GET settings" -> new Answer(200, settings());
            default -> throw new RefusedException(404, "Not found.");
        };
    }

    private Answer signIn(JsonNode body) throws IOException, RefusedException, InterruptedException {
        LocalSignIn local = signIn.orElseThrow(
                () -> new RefusedException(409,
                        "Twilio sends the SMS, because TWILIO_ACCOUNT_SID is set. Sign in in the web app."));
        PhoneNumber phoneNumber = PhoneNumber.parse(body.path("phoneNumber").asText()).orElseThrow(
                () -> new RefusedException(400, "Enter a phone number with its country code, such as +989121234567."));
        LocalSignIn.Answer answer = local.signIn(phoneNumber);
        return new Answer(answer.status(), json.readTree(answer.json()));
    }

    private ObjectNode collections() {
        ObjectNode answer = json.createObjectNode();
        ArrayNode collections = answer.putArray("collections");
        documents.counts().forEach((name, count) -> collections.addObject().put("name", name).put("count", count));
        return answer;
    }

    private ObjectNode documents(Map<String, String> query) throws RefusedException {
        String collection = query.getOrDefault("collection", "");
        if (!documents.hasCollection(collection)) {
            throw new RefusedException(404, "There is no collection with this name.");
        }
        List<String> page = documents.list(collection, offset(query), PAGE_SIZE + 1);
        ObjectNode answer = json.createObjectNode();
        page.stream().limit(PAGE_SIZE).forEach(answer.putArray("documents")::add);
        return paged(answer, offset(query), page.size());
    }

    private ObjectNode pictures(Map<String, String> query) throws IOException, RefusedException {
        List<PictureFiles.StoredFile> page = pictures.list(offset(query), PAGE_SIZE + 1);
        ObjectNode answer = json.createObjectNode();
        ArrayNode found = answer.putArray("pictures");
        page.stream().limit(PAGE_SIZE).forEach(
                stored -> found.addObject().put("publicId", stored.id().value()).put("url", stored.urlPath()));
        return paged(answer, offset(query), page.size());
    }

    private ObjectNode paged(ObjectNode answer, int offset, int found) {
        return answer.put("offset", offset).put("limit", PAGE_SIZE).put("more", found > PAGE_SIZE);
    }

    private ObjectNode jobs() {
        ObjectNode answer = json.createObjectNode();
        ArrayNode all = answer.putArray("jobs");
        jobs.names().forEach(name -> jobs.last(name).ifPresentOrElse(run -> all.add(job(name, run)),
                () -> all.addObject().put("name", name)));
        return answer;
    }

    private ObjectNode run(JsonNode body) throws RefusedException {
        String name = body.path("name").asText();
        if (!jobs.names().contains(name)) {
            throw new RefusedException(404, "There is no job with this name.");
        }
        return job(name, jobs.run(name));
    }

    private ObjectNode job(String name, Jobs.Run run) {
        return json.createObjectNode().put("name", name).put("at", run.at().toString())
                .put("ms", run.duration().toMillis()).put("succeeded", run.succeeded());
    }

    private ObjectNode queue() {
        InProcessQueue.State state = queue.state();
        ObjectNode answer = json.createObjectNode().put("waiting", state.waiting()).put("running", state.running());
        ArrayNode deadLetters = answer.putArray("deadLetters");
        state.deadLetters().forEach(letter -> deadLetters.addObject().put("body", letter.body())
                .put("at", letter.at().toString()));
        return answer;
    }

    private ObjectNode settings() {
        ObjectNode answer = json.createObjectNode();
        ArrayNode all = answer.putArray("settings");
        for (SettingsInForce.Setting setting : SettingsInForce.of(template, settings)) {
            ObjectNode node = all.addObject().put("name", setting.name()).put("isSet", setting.set())
                    .put("isSecret", setting.value().isEmpty());
            setting.value().ifPresent(value -> node.put("value", value));
            setting.functions().forEach(node.putArray("functions")::add);
        }
        return answer;
    }

    private static int offset(Map<String, String> query) throws RefusedException {
        String offset = query.getOrDefault("offset", "0");
        if (!OFFSET.matcher(offset).matches()) {
            throw new RefusedException(400, "offset must be a number.");
        }
        return Integer.parseInt(offset);
    }

    /** Requires JSON: browsers send other types across origins without asking first. */
    private JsonNode body(HttpExchange exchange) throws IOException, RefusedException {
        String type = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type")).orElse("");
        if (!type.startsWith("application/json")) {
            throw new RefusedException(415, "The body must be JSON.");
        }
        try {
            return json.readTree(exchange.getRequestBody().readNBytes(MAX_BODY));
        } catch (JsonProcessingException _) {
            throw new RefusedException(400, "The body must be JSON.");
        }
    }

    private static Map<String, String> query(HttpExchange exchange) {
        return Stream.of(Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("").split("&"))
                .map(pair -> pair.split("=", 2)).filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (one, _) -> one));
    }

    private ObjectNode message(String text) {
        return json.createObjectNode().put("message", text);
    }

    private static void respond(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("Cache-Control", "no-store");
        headers.set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("X-Content-Type-Options", "nosniff");
        boolean bodiless = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, bodiless ? -1 : body.length);
        if (!bodiless) {
            exchange.getResponseBody().write(body);
        }
    }
}
