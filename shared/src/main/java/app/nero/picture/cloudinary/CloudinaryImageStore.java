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
 * Stores pictures with Cloudinary's SDK. Requests are idempotent, because the SDK retries on a 503. Logs nothing and passes on
 * no exception text, because Cloudinary quotes keys and signed values.
 */
public final class CloudinaryImageStore implements ImageStore, Connection {

    /** Connections at once. A request needs five at most; the rest is for all of Nero on one machine. */
    static final int MAX_CONNECTIONS = 64;

    /** Long enough for the pictures of one character; a frozen environment wakes up with none that may be dead. */
    private static final TimeValue CONNECTION_LIFE = TimeValue.ofSeconds(10);

    /** Clears Exif, IPTC and XMP of what is stored; Cloudinary turns the picture as its Exif says first. */
    private static final String WITHOUT_METADATA = "fl_force_strip";

    private static final String FORMATS = Stream.of(PictureFormat.values()).map(PictureFormat::extension)
            .collect(Collectors.joining(","));

    /** A response is signed over two values that hold no separator, as signatures of version 1 are. */
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
        Map<?, ?> answer = call(() -> uploader().upload(picture.bytes(), options(Map.of("public_id", id.value(),
                "overwrite", true, "unique_filename", false, "invalidate", true))));
        return stored(id, succeeded(answer));
    }

    @Override
    public void remove(PublicId id) {
        Map<?, ?> answer = succeeded(
                call(() -> uploader().destroy(id.value(), options(Map.of("invalidate", true)))));
        if (!"ok".equals(answer.get("result")) && !"not found".equals(answer.get("result"))) {
            throw unavailable("neither removed nor missing");
        }
    }

    /** By a method of the Upload API that changes nothing, for the Admin API is limited to some hundred calls an hour. */
    @Override
    public Optional<StoredPicture> find(PublicId id) {
        Map<?, ?> answer = call(() -> uploader().explicit(id.value(), options(Map.of("type", "upload"))));
        return isMissing(answer) ? Optional.empty() : Optional.of(stored(id, succeeded(answer)));
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

    /** Cloudinary signs its responses by SHA-1, or by SHA-256 alone where an account is limited to that. */
    @Override
    public boolean isGenuine(UploadReceipt receipt) {
        Map<String, Object> signed = Map.of("public_id", receipt.publicId().value(), "version", receipt.version());
        byte[] signature = receipt.signature().getBytes(StandardCharsets.UTF_8);
        return Stream.of(SignatureAlgorithm.values())
                .map(algorithm -> Util.produceSignature(signed, account.secret(), algorithm, RESPONSE_VERSION))
                .anyMatch(own -> MessageDigest.isEqual(own.getBytes(StandardCharsets.UTF_8), signature));
    }

    /** Lets errors come as answers, for the SDK's exceptions tell no status. */
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

    private static boolean isMissing(Map<?, ?> answer) {
        return answer.get("error") instanceof Map<?, ?> error && Integer.valueOf(404).equals(error.get("http_code"))
                && error.get("message") instanceof String message && message.contains("not found");
    }

    private static Map<?, ?> succeeded(Map<?, ?> answer) {
        if (answer.get("error") instanceof Map<?, ?> error) {
            throw unavailable("status " + error.get("http_code"));
        }
        return answer;
    }

    private static StoredPicture stored(PublicId id, Map<?, ?> answer) {
        if (id.value().equals(answer.get("public_id")) && answer.get("secure_url") instanceof String url
                && answer.get("format") instanceof String format && answer.get("bytes") instanceof Number bytes
                && answer.get("width") instanceof Number width && answer.get("height") instanceof Number height) {
            return new StoredPicture(id, url, PictureFormat.ofExtension(format), bytes.longValue(), width.intValue(),
                    height.intValue());
        }
        throw unavailable("success without a picture");
    }

    private static UnavailableException unavailable(Throwable cause) {
        return new UnavailableException(Service.STORAGE, Redacted.copy(cause));
    }

    private static UnavailableException unavailable(String why) {
        return new UnavailableException(Service.STORAGE, new IllegalStateException(why));
    }

    private static Configuration configuration(CloudinaryAccount account) {
        Configuration configuration = new Configuration();
        configuration.cloudName = account.cloud();
        configuration.apiKey = account.key();
        configuration.apiSecret = account.secret();
        configuration.uploadPrefix = account.uploadPrefix().toString();
        configuration.signatureAlgorithm = SignatureAlgorithm.SHA256;

        // The HTTP client is built by the first call: whoever only signs needs none.
        configuration.loadStrategies = false;
        return configuration;
    }

    /** The SDK's own timeout counts whole seconds from one byte to the next: the connections have better ones. */
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

    /** Assumes that it answers, because every call counts against a limit of the account. */
    @Override
    public boolean ping() {
        return true;
    }

    @Override
    public synchronized void release() {
        uploader = null;
    }

    @Override
    public void reconnect() {
        // The next call connects.
    }
}
