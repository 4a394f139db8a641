package app.nero.picture.cloudinary;

import app.nero.kernel.Connection;
import app.nero.kernel.Redacted;
import app.nero.kernel.TimeLimits;
import app.nero.kernel.TimedCall;
import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import app.nero.picture.ImageStore;
import app.nero.picture.Picture;
import app.nero.picture.PictureFormat;
import app.nero.picture.PublicId;
import app.nero.picture.SignedUpload;
import app.nero.picture.StoredPicture;
import app.nero.picture.UploadReceipt;
import com.cloudinary.Cloudinary;
import com.cloudinary.Configuration;
import com.cloudinary.SignatureAlgorithm;
import com.cloudinary.Uploader;
import com.cloudinary.Util;
import com.cloudinary.http5.UploaderStrategy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Stores pictures with Cloudinary's SDK. Requests are idempotent, because the SDK retries after a 503. The text of
 * exceptions is neither logged nor passed on, because Cloudinary quotes keys and signed values in it.
 */
public final class CloudinaryImageStore implements ImageStore, Connection {

    /** Concurrent connections. A Lambda request needs at most five; {@code bin/start} serves many requests at once. */
    static final int MAX_CONNECTIONS = 64;

    /** Long enough to store a character. Short enough that a frozen environment does not resume with dead connections. */
    private static final TimeValue CONNECTION_LIFE = TimeValue.ofSeconds(10);

    /** Removes Exif, IPTC and XMP from the stored picture. Cloudinary applies the Exif orientation first. */
    private static final String WITHOUT_METADATA = "fl_force_strip";

    private static final String FORMATS = Stream.of(PictureFormat.values()).map(PictureFormat::extension)
            .collect(Collectors.joining(","));

    /** Version 1 joins the signed values without escaping, which is safe: neither value contains a separator. */
    private static final int RESPONSE_VERSION = 1;

    private final CloudinaryAccount account;
    private final TimeLimits limits;
    private final Cloudinary cloudinary;
    private Uploader uploader;

    public CloudinaryImageStore(CloudinaryAccount account) {
        this(account, TimeLimits.DEFAULT);
    }

    public CloudinaryImageStore(CloudinaryAccount account, TimeLimits limits) {
        this.account = account;
        this.limits = limits;
        this.cloudinary = new Cloudinary(configuration(account));
    }

    @Override
    public StoredPicture put(PublicId id, Picture picture) {
        Map<?, ?> response = call(() -> uploader().upload(picture.bytes(), options(Map.of("public_id", id.value(),
                "overwrite", true, "unique_filename", false, "invalidate", true))));
        return stored(id, requireSuccess(response));
    }

    @Override
    public void remove(PublicId id) {
        Map<?, ?> response = requireSuccess(
                call(() -> uploader().destroy(id.value(), options(Map.of("invalidate", true)))));
        if (!"ok".equals(response.get("result")) && !"not found".equals(response.get("result"))) {
            throw unavailable("unexpected result of a removal");
        }
    }

    /** Calls a method of the Upload API that changes nothing. The Admin API allows only a few hundred calls per hour. */
    @Override
    public Optional<StoredPicture> find(PublicId id) {
        Map<?, ?> response = call(() -> uploader().explicit(id.value(), options(Map.of("type", "upload"))));
        return isMissing(response) ? Optional.empty() : Optional.of(stored(id, requireSuccess(response)));
    }

    @Override
    public SignedUpload sign(PublicId id, Instant now) {
        Map<String, Object> fields = new TreeMap<>(Map.of("allowed_formats", FORMATS, "overwrite", "false", "public_id",
                id.value(), "timestamp", Long.toString(now.getEpochSecond()), "transformation", WITHOUT_METADATA));
        cloudinary.signRequest(fields, Map.of());
        SequencedMap<String, String> form = new LinkedHashMap<>();
        fields.forEach((name, value) -> form.put(name, value.toString()));
        return new SignedUpload(cloudinary.cloudinaryApiUrl("upload", Map.of()), form, id);
    }

    /** Cloudinary signs its responses with SHA-1, or with SHA-256 if the account is restricted to it. */
    @Override
    public boolean isGenuine(UploadReceipt receipt) {
        Map<String, Object> signed = Map.of("public_id", receipt.publicId().value(), "version", receipt.version());
        byte[] signature = receipt.signature().getBytes(StandardCharsets.UTF_8);
        return Stream.of(SignatureAlgorithm.values())
                .map(algorithm -> Util.produceSignature(signed, account.secret(), algorithm, RESPONSE_VERSION))
                .anyMatch(own -> MessageDigest.isEqual(own.getBytes(StandardCharsets.UTF_8), signature));
    }

    /** Makes the SDK return errors as responses, because its exceptions do not contain the status. */
    private static Map<String, Object> options(Map<String, Object> options) {
        Map<String, Object> all = new HashMap<>(options);
        all.put("return_error", true);
        return all;
    }

    private Map<?, ?> call(Callable<Map<?, ?>> request) {
        try {
            return TimedCall.within(limits.whole(), request);
        } catch (TimeoutException e) {
            throw unavailable(e);
        } catch (ExecutionException e) {
            throw unavailable(e.getCause());
        }
    }

    private static boolean isMissing(Map<?, ?> response) {
        return response.get("error") instanceof Map<?, ?> error && Integer.valueOf(404).equals(error.get("http_code"))
                && error.get("message") instanceof String message && message.contains("not found");
    }

    private static Map<?, ?> requireSuccess(Map<?, ?> response) {
        if (response.get("error") instanceof Map<?, ?> error) {
            throw unavailable("status " + error.get("http_code"));
        }
        return response;
    }

    private static StoredPicture stored(PublicId id, Map<?, ?> response) {
        if (id.value().equals(response.get("public_id")) && response.get("secure_url") instanceof String url
                && response.get("format") instanceof String format && response.get("bytes") instanceof Number bytes
                && response.get("width") instanceof Number width && response.get("height") instanceof Number height) {
            return new StoredPicture(id, url, PictureFormat.ofExtension(format), bytes.longValue(), width.intValue(),
                    height.intValue());
        }
        throw unavailable("the response does not describe the picture");
    }

    private static UnavailableException unavailable(Throwable cause) {
        return new UnavailableException(Service.STORAGE, Redacted.copy(cause));
    }

    private static UnavailableException unavailable(String reason) {
        return new UnavailableException(Service.STORAGE, new IllegalStateException(reason));
    }

    private static Configuration configuration(CloudinaryAccount account) {
        Configuration configuration = new Configuration();
        configuration.cloudName = account.cloud();
        configuration.apiKey = account.key();
        configuration.apiSecret = account.secret();
        configuration.uploadPrefix = account.uploadPrefix().toString();
        configuration.signatureAlgorithm = SignatureAlgorithm.SHA256;

        // The first call creates the HTTP client, which signing does not need.
        configuration.loadStrategies = false;
        return configuration;
    }

    /** Sets timeouts on the connections, because the SDK's own timeout has a resolution of one second. */
    private synchronized Uploader uploader() {
        if (uploader == null) {
            ConnectionConfig connection = ConnectionConfig.custom().setConnectTimeout(Timeout.of(limits.connect()))
                    .setSocketTimeout(Timeout.of(limits.whole())).setTimeToLive(CONNECTION_LIFE).build();
            cloudinary.config.properties.put("connectionManager",
                    PoolingHttpClientConnectionManagerBuilder.create().setMaxConnTotal(MAX_CONNECTIONS)
                            .setMaxConnPerRoute(MAX_CONNECTIONS).setDefaultConnectionConfig(connection).build());
            uploader = new Uploader(cloudinary, new UploaderStrategy());
        }
        return uploader;
    }

    @Override
    public String name() {
        return "pictures";
    }

    /** Makes no call, because every call counts against a limit of the account. */
    @Override
    public boolean ping() {
        return true;
    }

    @Override
    public synchronized void release() {
        uploader = null;
    }
}
