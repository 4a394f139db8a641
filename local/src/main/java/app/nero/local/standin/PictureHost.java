package app.nero.local.standin;

import app.nero.local.gateway.HttpResponse;
import app.nero.local.standin.PictureFiles.StoredFile;
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
 * A local replacement for Cloudinary. Accepts pictures from the SDK and from browsers like Cloudinary's Upload API, with the same
 * checks and errors, and serves them. One difference: when Cloudinary removes metadata, it rotates the picture as its Exif
 * orientation says; this class keeps the orientation instead.
 *
 * <p>{@link #CLOUDINARY_PATH} is the base URL for the Cloudinary SDK. {@link #FILES_PATH} serves the stored pictures.
 */
public final class PictureHost {

    /** Path prefix of {@code /v1_1/{cloud}/image/{action}}. */
    public static final String CLOUDINARY_PATH = "/_local/cloudinary";

    /** Path prefix of {@code v{version}/{public id}.{extension}}. */
    public static final String FILES_PATH = "/_local/files/";

    /** Maximum size of a form, bytes: the largest picture plus 64 KiB for the other fields. */
    private static final int MAX_FORM_BYTES = Picture.MAX_BYTES + 64 * 1024;

    /** Cloudinary's limit depends on the plan. This is the highest one that Nero can be set to. */
    private static final int MAX_MEGAPIXELS = 100;

    /** A timestamp in seconds. Twelve digits last until the year 33658. */
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

    /** A request that Cloudinary would reject. */
    private static final class RejectedException extends Exception {

        private static final long serialVersionUID = 1L;

        private final int status;

        RejectedException(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    /**
     * @param account requests must be signed with its secret
     * @param url base URL of this server, without a trailing slash
     */
    public PictureHost(PictureFiles files, CloudinaryAccount account, String url, Clock clock) {
        this.files = files;
        this.account = account;
        this.url = url;
        this.clock = clock;
    }

    public Map<String, HttpHandler> handlers() {
        return Map.of(CLOUDINARY_PATH + "/", this::cloudinary, FILES_PATH, this::serve);
    }

    private void cloudinary(HttpExchange exchange) throws IOException {
        try (exchange) {
            ANY_ORIGIN.forEach(exchange.getResponseHeaders()::set);
            if (exchange.getRequestMethod().equals("OPTIONS")) {
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            try {
                answer(exchange, 200, execute(exchange));
            } catch (RejectedException e) {
                answer(exchange, e.status, Map.of("error", Map.of("message", e.getMessage())));
            }
        }
    }

    private Object execute(HttpExchange exchange) throws IOException, RejectedException {
        String image = CLOUDINARY_PATH + "/v1_1/" + account.cloud() + "/image/";
        String path = exchange.getRequestURI().getPath();
        if (!exchange.getRequestMethod().equals("POST") || !path.startsWith(image)) {
            throw new RejectedException(404, "Not found");
        }
        UploadForm form = form(exchange);
        String digest = checkSignature(form.fields());
        PublicId id = publicId(form.fields());
        return switch (path.substring(image.length())) {
            case "upload" -> upload(id, form, digest);
            case "destroy" -> Map.of("result", files.remove(id) ? "ok" : "not found");
            case "explicit" -> {
                require("upload".equals(form.fields().get("type")), 400, "Missing required parameter - type");
                StoredFile stored = files.find(id)
                        .orElseThrow(() -> new RejectedException(404, "Resource not found - " + id));
                yield resource(stored, digest);
            }
            default -> throw new RejectedException(404, "Not found");
        };
    }

    private static UploadForm form(HttpExchange exchange) throws IOException, RejectedException {
        String contentType = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type")).orElse("");
        byte[] body = exchange.getRequestBody().readNBytes(MAX_FORM_BYTES + 1);
        require(body.length <= MAX_FORM_BYTES, 400, "File size too large. Maximum is " + Picture.MAX_BYTES + ".");
        try {
            return UploadForm.read(contentType, body);
        } catch (IOException _) {
            throw new RejectedException(400, "Malformed request");
        }
    }

    /**
     * Verifies the signature as
     * <a href="https://cloudinary.com/documentation/authentication_signatures">documented by Cloudinary</a>.
     *
     * @return the digest algorithm of the signature
     */
    private String checkSignature(Map<String, String> fields) throws RejectedException {
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

    /** @param fields sorted by name */
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

    /** Cloudinary accepts other ids, too. Here the id becomes a path, so it must have the format of a {@link PublicId}. */
    private static PublicId publicId(Map<String, String> fields) throws RejectedException {
        String id = fields.getOrDefault("public_id", "");
        require(PublicId.isPublicId(id), 400, "public_id is invalid");
        return new PublicId(id);
    }

    private ObjectNode upload(PublicId id, UploadForm form, String digest) throws IOException, RejectedException {
        Map<String, String> fields = form.fields();
        byte[] file = form.file().orElseThrow(() -> new RejectedException(400, "Missing required parameter - file"));
        String transformation = fields.getOrDefault("transformation", "");
        require(transformation.isEmpty() || transformation.equals(STRIP), 400, "Invalid transformation");
        Picture picture = read(file);
        String format = picture.format().extension();
        require(!fields.containsKey("allowed_formats")
                || List.of(fields.get("allowed_formats").split(",")).contains(format), 400,
                "Image file format " + format + " not allowed");
        StoredFile stored;
        synchronized (files) {
            Optional<StoredFile> existing = files.find(id).filter(_ -> "false".equals(fields.get("overwrite")));
            if (existing.isPresent()) {
                return resource(existing.get(), digest).put("existing", true);
            }
            stored = files.put(id, picture.format(), transformation.isEmpty() ? file : picture.bytes(),
                    clock.instant().getEpochSecond());
        }
        return resource(stored, digest);
    }

    private static Picture read(byte[] file) throws RejectedException {
        return switch (Picture.read(file, MAX_MEGAPIXELS)) {
            case Picture.Reading.Accepted(Picture picture) -> picture;
            case Picture.Reading.NotAPicture() -> throw new RejectedException(400, "Invalid image file");
            case Picture.Reading.TooLarge() ->
                throw new RejectedException(400, "File size too large. Got " + file.length
                        + ". Maximum is " + Picture.MAX_BYTES + ".");
            case Picture.Reading.TooManyPixels() ->
                throw new RejectedException(400, "Maximum image size is " + MAX_MEGAPIXELS + " Megapixels");
        };
    }

    /** A resource with the members that Cloudinary returns. */
    private ObjectNode resource(StoredFile stored, String digest) throws IOException, RejectedException {
        byte[] bytes = files.read(stored)
                .orElseThrow(() -> new RejectedException(404, "Resource not found - " + stored.id()));
        Picture picture = read(bytes);
        String fileUrl = url + stored.urlPath();
        String signature = sign(
                new TreeMap<>(Map.of("public_id", stored.id().value(), "version", Long.toString(stored.version()))),
                account.secret(), digest);
        ObjectNode resource = json.createObjectNode().put("public_id", stored.id().value())
                .put("version", stored.version()).put("signature", signature).put("width", picture.width())
                .put("height", picture.height()).put("format", stored.format().extension())
                .put("resource_type", "image").put("created_at", Instant.ofEpochSecond(stored.version()).toString())
                .put("bytes", bytes.length).put("type", "upload").put("placeholder", false).put("url", fileUrl)
                .put("secure_url", fileUrl);
        resource.putArray("tags");
        return resource;
    }

    /** The URL contains the version, so its content never changes and can be cached forever. */
    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean get = exchange.getRequestMethod().equals("GET");
            Optional<StoredFile> named = parsePath(exchange.getRequestURI().getPath().substring(FILES_PATH.length()))
                    .filter(_ -> get || exchange.getRequestMethod().equals("HEAD"));
            Optional<byte[]> file = named.isPresent() ? files.read(named.get()) : Optional.empty();
            Headers headers = exchange.getResponseHeaders();
            headers.set("Access-Control-Allow-Origin", "*");
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

    private static Optional<StoredFile> parsePath(String path) {
        Matcher parts = FILE.matcher(path);
        return parts.matches() && PublicId.isPublicId(parts.group(2))
                ? PictureFormat.ofExtension(parts.group(3))
                        .map(format -> new StoredFile(new PublicId(parts.group(2)), Long.parseLong(parts.group(1)),
                                format))
                : Optional.empty();
    }

    private static void require(boolean condition, int status, String message) throws RejectedException {
        if (!condition) {
            throw new RejectedException(status, message);
        }
    }

    private void answer(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = json.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.getResponseBody().flush();
        HttpResponse.discardRest(exchange);
    }
}
