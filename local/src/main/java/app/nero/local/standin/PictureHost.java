package app.nero.local.standin;

import app.nero.local.gateway.HttpAnswer;
import app.nero.local.standin.PictureFiles.Kept;
import app.nero.picture.ImageStore;
import app.nero.picture.Picture;
import app.nero.picture.PictureFormat;
import app.nero.picture.PublicId;
import app.nero.picture.cloudinary.CloudinaryAccount;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Cloudinary on one machine: takes pictures as Cloudinary's Upload API does, from the SDK and from browsers, with
 * Cloudinary's checks and errors, and shows them. It differs where a picture is stored without its metadata: Cloudinary
 * turns the picture as its Exif says, and this keeps that one word of it.
 *
 * <p>The Cloudinary SDK is pointed at {@link #CLOUDINARY_PATH}; what is kept is seen at {@link #FILES_PATH}.
 */
public final class PictureHost {

    /** Where {@link #cloudinary} is served; {@code /v1_1/{cloud}/image/{action}} follows. */
    public static final String CLOUDINARY_PATH = "/_local/cloudinary";

    /** Where {@link #show} is served; {@code v{version}/{public id}.{extension}} follows. */
    public static final String FILES_PATH = "/_local/files/";

    /** Of a whole form: the largest picture, and room for the fields around it. */
    private static final int MAX_FORM = Picture.MAX_BYTES + 64 * 1024;

    /** Digits of a timestamp in seconds, until the year 33658. */
    private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{1,12}");
    private static final Pattern FILE = Pattern.compile("v([0-9]{1,18})/(.+)\\.([a-z]+)");
    private static final Set<String> UNSIGNED = Set.of("api_key", "cloud_name", "resource_type", "signature");
    private static final String STRIP = "fl_force_strip";

    private static final Map<String, String> ANY_ORIGIN = Map.of("Access-Control-Allow-Origin", "*",
            "Access-Control-Allow-Methods", "POST, GET, OPTIONS", "Access-Control-Allow-Headers",
            "Content-Range, Content-Type, X-Requested-With, X-Unique-Upload-Id", "Access-Control-Max-Age", "1728000");

    private final PictureFiles files;
    private final CloudinaryAccount account;
    private final String url;
    private final Clock clock;
    private final JsonMapper json = new JsonMapper();

    /** A request that Cloudinary would not take. */
    private static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        private final int status;

        Refused(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    /**
     * @param account that requests must be signed by
     * @param url where all is served, without a slash at its end
     */
    public PictureHost(PictureFiles files, CloudinaryAccount account, String url, Clock clock) {
        this.files = files;
        this.account = account;
        this.url = url;
        this.clock = clock;
    }

    public Map<String, HttpHandler> handlers() {
        return Map.of(CLOUDINARY_PATH + "/", this::cloudinary, FILES_PATH, this::show);
    }

    private void cloudinary(HttpExchange exchange) throws IOException {
        try (exchange) {
            ANY_ORIGIN.forEach(exchange.getResponseHeaders()::set);
            if (exchange.getRequestMethod().equals("OPTIONS")) {
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            try {
                answer(exchange, 200, act(exchange));
            } catch (Refused refused) {
                answer(exchange, refused.status, Map.of("error", Map.of("message", refused.getMessage())));
            }
        }
    }

    private Object act(HttpExchange exchange) throws IOException, Refused {
        String image = CLOUDINARY_PATH + "/v1_1/" + account.cloud() + "/image/";
        String path = exchange.getRequestURI().getPath();
        if (!exchange.getRequestMethod().equals("POST") || !path.startsWith(image)) {
            throw new Refused(404, "Not found");
        }
        UploadForm form = form(exchange);
        String digest = checkSignature(form.fields());
        PublicId id = publicId(form.fields());
        return switch (path.substring(image.length())) {
            case "upload" -> upload(id, form, digest);
            case "destroy" -> Map.of("result", files.remove(id) ? "ok" : "not found");
            case "explicit" -> {
                require("upload".equals(form.fields().get("type")), 400, "Missing required parameter - type");
                Kept kept = files.find(id).orElseThrow(() -> new Refused(404, "Resource not found - " + id));
                yield described(kept, digest);
            }
            default -> throw new Refused(404, "Not found");
        };
    }

    private static UploadForm form(HttpExchange exchange) throws IOException, Refused {
        String contentType = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type")).orElse("");
        byte[] body = exchange.getRequestBody().readNBytes(MAX_FORM + 1);
        require(body.length <= MAX_FORM, 400, "File size too large. Maximum is " + Picture.MAX_BYTES + ".");
        try {
            return UploadForm.read(contentType, body);
        } catch (IOException _) {
            throw new Refused(400, "Malformed request");
        }
    }

    /**
     * Checks who asks, as <a href="https://cloudinary.com/documentation/authentication_signatures">Cloudinary does</a>.
     *
     * @return the digest that the request is signed by
     */
    private String checkSignature(Map<String, String> fields) throws Refused {
        String signature = fields.getOrDefault("signature", "");
        String timestamp = fields.getOrDefault("timestamp", "");
        require(!signature.isEmpty(), 400, "Upload preset must be specified when using unsigned upload");
        require(TIMESTAMP.matcher(timestamp).matches(), 400, "Missing required parameter - timestamp");
        require(account.key().equals(fields.get("api_key")), 401, "Unknown API key");

        // 40 hex digits are SHA-1, 64 are SHA-256.
        String digest = signature.length() == 40 ? "SHA-1" : "SHA-256";
        Map<String, String> signed = new TreeMap<>(fields);
        signed.keySet().removeAll(UNSIGNED);
        String expected = sign(signed, account.secret(), digest);
        require(MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8),
                signature.getBytes(StandardCharsets.UTF_8)), 401, "Invalid Signature");

        Instant signedAt = Instant.ofEpochSecond(Long.parseLong(timestamp));
        require(Duration.between(signedAt, clock.instant()).compareTo(ImageStore.UPLOAD_TTL) <= 0, 400,
                "Stale request - reported time is more than 1 hour ago");
        return digest;
    }

    /** The signature over fields in the order of their names. */
    static String sign(Map<String, String> fields, String secret, String digest) {
        String text = fields.entrySet().stream().map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining("&"));
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance(digest).digest((text + secret).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + digest, e);
        }
    }

    /** Cloudinary takes other names as well; here a name becomes a path. */
    private static PublicId publicId(Map<String, String> fields) throws Refused {
        String id = fields.getOrDefault("public_id", "");
        require(PublicId.isPublicId(id), 400, "public_id is invalid");
        return new PublicId(id);
    }

    private ObjectNode upload(PublicId id, UploadForm form, String digest) throws IOException, Refused {
        Map<String, String> fields = form.fields();
        byte[] file = form.file().orElseThrow(() -> new Refused(400, "Missing required parameter - file"));
        String transformation = fields.getOrDefault("transformation", "");
        require(transformation.isEmpty() || transformation.equals(STRIP), 400, "Invalid transformation");
        Picture picture = read(file);
        String format = picture.format().extension();
        require(!fields.containsKey("allowed_formats")
                || List.of(fields.get("allowed_formats").split(",")).contains(format), 400,
                "Image file format " + format + " not allowed");
        Kept kept;
        synchronized (files) {
            Optional<Kept> existing = files.find(id).filter(_ -> "false".equals(fields.get("overwrite")));
            if (existing.isPresent()) {
                return described(existing.get(), digest).put("existing", true);
            }
            kept = files.put(id, picture.format(), transformation.isEmpty() ? file : picture.bytes(),
                    clock.instant().getEpochSecond());
        }
        return described(kept, digest);
    }

    private static Picture read(byte[] file) throws Refused {
        return switch (Picture.read(file)) {
            case Picture.Reading.Accepted(Picture picture) -> picture;
            case Picture.Reading.NotAPicture() -> throw new Refused(400, "Invalid image file");
            case Picture.Reading.TooLarge() -> throw new Refused(400, "File size too large. Got " + file.length
                    + ". Maximum is " + Picture.MAX_BYTES + ".");
            case Picture.Reading.TooManyPixels() -> throw new Refused(400, "Maximum image size is 25 Megapixels");
        };
    }

    /** A resource, with the members that Cloudinary's has. */
    private ObjectNode described(Kept kept, String digest) throws IOException, Refused {
        byte[] bytes = files.read(kept).orElseThrow(() -> new Refused(404, "Resource not found - " + kept.id()));
        Picture picture = read(bytes);
        String seen = url + FILES_PATH + "v" + kept.version() + "/" + kept.id() + "." + kept.format().extension();
        String signature = sign(
                new TreeMap<>(Map.of("public_id", kept.id().value(), "version", Long.toString(kept.version()))),
                account.secret(), digest);
        ObjectNode resource = json.createObjectNode().put("public_id", kept.id().value())
                .put("version", kept.version()).put("signature", signature).put("width", picture.width())
                .put("height", picture.height()).put("format", kept.format().extension())
                .put("resource_type", "image").put("created_at", Instant.ofEpochSecond(kept.version()).toString())
                .put("bytes", bytes.length).put("type", "upload").put("placeholder", false).put("url", seen)
                .put("secure_url", seen);
        resource.putArray("tags");
        return resource;
    }

    /** An address holds the version, so what is seen there never changes. */
    private void show(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean get = exchange.getRequestMethod().equals("GET");
            Optional<Kept> named = named(exchange.getRequestURI().getPath().substring(FILES_PATH.length()))
                    .filter(_ -> get || exchange.getRequestMethod().equals("HEAD"));
            Optional<byte[]> file = named.isPresent() ? files.read(named.get()) : Optional.empty();
            Headers headers = exchange.getResponseHeaders();
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("Content-Security-Policy", "default-src 'none'");
            if (file.isEmpty()) {
                headers.set("Cache-Control", "no-store");
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            headers.set("Content-Type", named.get().format().mediaType());
            headers.set("Cache-Control", "public, max-age=31536000, immutable");
            headers.set("Content-Length", Integer.toString(file.get().length));
            exchange.sendResponseHeaders(200, get ? file.get().length : -1);
            if (get) {
                exchange.getResponseBody().write(file.get());
            }
        }
    }

    private static Optional<Kept> named(String path) {
        Matcher parts = FILE.matcher(path);
        return parts.matches() && PublicId.isPublicId(parts.group(2))
                ? PictureFormat.ofExtension(parts.group(3))
                        .map(format -> new Kept(new PublicId(parts.group(2)), Long.parseLong(parts.group(1)), format))
                : Optional.empty();
    }

    private static void require(boolean holds, int status, String otherwise) throws Refused {
        if (!holds) {
            throw new Refused(status, otherwise);
        }
    }

    private void answer(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = json.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.getResponseBody().flush();
        HttpAnswer.dropRest(exchange);
    }
}
