package app.nero.picture.cloudinary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.kernel.Deadline;
import app.nero.kernel.TimeLimits;
import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import app.nero.picture.Picture;
import app.nero.picture.PictureFormat;
import app.nero.picture.PublicId;
import app.nero.picture.SignedUpload;
import app.nero.picture.StoredPicture;
import app.nero.picture.UploadReceipt;
import app.nero.testing.FaultyServer;
import app.nero.testing.FaultyServer.Behaviour;
import app.nero.testing.Race;
import app.nero.testing.Some;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs Cloudinary's real SDK against a local server that responds, fails, hangs, drips or cuts off. */
class CloudinaryImageStoreTest {

    private static final String SECRET = "canary-secret";
    private static final PublicId ID = PublicId.ofCharacter(Some.id(), Some.id());
    private static final StoredPicture STORED = new StoredPicture(ID,
            "https://res.cloudinary.com/demo/image/upload/v1571218330/" + ID + ".jpg", Optional.of(PictureFormat.JPEG),
            120_253, 864, 576);

    /** For servers that never respond. */
    private static final TimeLimits SHORT = new TimeLimits(Duration.ofMillis(1500), Duration.ofMillis(1500));

    /** For servers that respond, on a busy machine. */
    private static final TimeLimits LONG = new TimeLimits(Duration.ofSeconds(30), Duration.ofSeconds(30));

    /** For calls that something else must end. */
    private static final TimeLimits ENDLESS = new TimeLimits(Duration.ofDays(1), Duration.ofDays(1));

    private CloudinaryServer cloudinary;

    @BeforeEach
    void startCloudinary() throws IOException {
        cloudinary = new CloudinaryServer(CloudinaryServer.has(ID));
    }

    @AfterEach
    void stopCloudinary() throws IOException {
        cloudinary.close();
    }

    /** The calls that reach Cloudinary. */
    private enum Call {
        PUT {
            @Override
            Object make(CloudinaryImageStore store) {
                return store.put(ID, Some.picture());
            }
        },
        REMOVE {
            @Override
            Object make(CloudinaryImageStore store) {
                store.remove(ID);
                return ID;
            }
        },
        FIND {
            @Override
            Object make(CloudinaryImageStore store) {
                return store.find(ID);
            }
        };

        abstract Object make(CloudinaryImageStore store);
    }

    @Test
    void uploadsTheUnchangedBytes() {
        Picture picture = Some.picture(PictureFormat.JPEG, 8, 9);

        StoredPicture stored = store(LONG).put(ID, picture);

        FaultyServer.Received request = cloudinary.received().getFirst();
        assertEquals(STORED, stored);
        assertEquals("POST /v1_1/nero/image/upload HTTP/1.1", request.line());
        assertTrue(request.body().contains(new String(picture.bytes(), StandardCharsets.ISO_8859_1)));
        Map<String, String> form = request.form();
        assertEquals(ID.value(), form.get("public_id"));
        assertEquals("true", form.get("overwrite"));
        assertEquals("true", form.get("invalidate"));
        assertEquals("false", form.get("unique_filename"));
        assertEquals(Set.of("api_key", "file", "invalidate", "overwrite", "public_id", "signature", "timestamp",
                "unique_filename"), form.keySet());
        assertSigned(form);
    }

    @Test
    void removesCachedCopiesAsWell() {
        cloudinary.becomes(FaultyServer.answers(200, "{\"result\":\"ok\"}"));

        store(LONG).remove(ID);

        Map<String, String> form = cloudinary.received().getFirst().form();
        assertEquals("POST /v1_1/nero/image/destroy HTTP/1.1", cloudinary.received().getFirst().line());
        assertEquals(ID.value(), form.get("public_id"));
        assertEquals("true", form.get("invalidate"));
        assertSigned(form);
    }

    @Test
    void succeedsToRemoveAMissingPicture() {
        cloudinary.becomes(FaultyServer.answers(200, "{\"result\":\"not found\"}"));

        store(LONG).remove(ID);

        assertEquals(1, cloudinary.received().size());
    }

    @Test
    void findsWithoutTheAdminApi() {
        Optional<StoredPicture> found = store(LONG).find(ID);

        assertEquals(Optional.of(STORED), found);
        assertEquals("POST /v1_1/nero/image/explicit HTTP/1.1", cloudinary.received().getFirst().line());
        assertEquals("upload", cloudinary.received().getFirst().form().get("type"));
        assertSigned(cloudinary.received().getFirst().form());
    }

    @Test
    void returnsEmptyForAMissingPicture() {
        cloudinary.becomes(CloudinaryServer.refuses(404, "Resource not found - " + ID));

        assertEquals(Optional.empty(), store(LONG).find(ID));
    }

    @Test
    void doesNotMistakeAnHtmlErrorForAMissingPicture() {
        cloudinary.becomes(FaultyServer.answers(404, "<html>not found</html>"));

        assertUnavailable(Call.FIND, store(LONG));
    }

    @Test
    void findsAPictureInAnUnsupportedFormat() {
        cloudinary.becomes(FaultyServer.answers(200, "{\"public_id\":\"" + ID + "\",\"secure_url\":\"https://x/y.gif\","
                + "\"format\":\"gif\",\"bytes\":3000000000,\"width\":1,\"height\":2}"));

        assertEquals(Optional.of(new StoredPicture(ID, "https://x/y.gif", Optional.empty(), 3_000_000_000L, 1, 2)),
                store(LONG).find(ID));
    }

    static Stream<Behaviour> failures() {
        return Stream.of(CloudinaryServer.refuses(400, "canary"),
                CloudinaryServer.refuses(401, "Invalid Signature canary"),
                CloudinaryServer.refuses(403, "canary"), CloudinaryServer.refuses(404, "Unknown cloud canary"),
                CloudinaryServer.refuses(420, "canary"), CloudinaryServer.refuses(500, "canary"),
                FaultyServer.answers(502, "<html>canary</html>"), FaultyServer.answers(504, ""),
                FaultyServer.answers(200, "<html>canary</html>"), FaultyServer.answers(200, ""),
                FaultyServer.answers(200, "{}"), FaultyServer.answers(200, "[\"canary\"]"),
                FaultyServer.answers(200, "{\"result\":\"canary\"}"),
                CloudinaryServer.has(PublicId.ofCharacter(Some.id(), Some.id())),
                FaultyServer.cutsOffBeforeTheAnswer(), FaultyServer.cutsOffInTheMiddleOf(200));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void isUnavailableIfCloudinaryFails(Behaviour failure) {
        cloudinary.becomes(failure);

        for (Call call : Call.values()) {
            assertUnavailable(call, store(LONG));
        }
        assertEquals(Call.values().length, cloudinary.received().size());
    }

    @Test
    void isUnavailableIfTheConnectionIsRefused() {
        assertUnavailable(Call.PUT, store(FaultyServer.REFUSES_CONNECTIONS, LONG));
    }

    @Test
    void hangsUpOnAServerThatHangs() throws Exception {
        CloudinaryImageStore store = warmStore(SHORT);
        cloudinary.becomes(FaultyServer.hangs());

        for (Call call : Call.values()) {
            assertUnavailable(call, store);
            cloudinary.awaitHangUps(1);
        }
    }

    @Test
    void hangsUpOnAServerThatDrips() throws Exception {
        CloudinaryImageStore store = warmStore(SHORT);
        cloudinary.becomes(FaultyServer.drips());

        assertUnavailable(Call.PUT, store);

        cloudinary.awaitHangUps(1);
    }

    @Test
    void endsAtTheDeadlineOfTheRequest() throws Exception {
        CloudinaryImageStore store = warmStore(ENDLESS);
        cloudinary.becomes(FaultyServer.hangs());

        Deadline.within(Duration.ofMillis(1500), () -> {
            assertUnavailable(Call.PUT, store);
            return ID;
        });

        cloudinary.awaitHangUps(1);
    }

    @Test
    void endsIfItsThreadIsInterrupted() throws InterruptedException {
        CloudinaryImageStore store = store(ENDLESS);
        cloudinary.becomes(FaultyServer.hangs());
        AtomicReference<Exception> thrown = new AtomicReference<>();
        AtomicBoolean stillInterrupted = new AtomicBoolean();
        Thread caller = Thread.ofPlatform().start(() -> {
            thrown.set(assertThrows(UnavailableException.class, () -> store.put(ID, Some.picture())));
            stillInterrupted.set(Thread.currentThread().isInterrupted());
        });
        cloudinary.awaitArrivals(1);

        caller.interrupt();
        caller.join();

        assertTrue(thrown.get() instanceof UnavailableException);
        assertTrue(stillInterrupted.get());
        cloudinary.awaitHangUps(1);
    }

    @Test
    void recoversFromMoreHangingCallsThanConnections() throws Exception {
        CloudinaryImageStore store = warmStore(SHORT);
        cloudinary.becomes(FaultyServer.hangs());

        Race.of(CloudinaryImageStore.MAX_CONNECTIONS + 16, _ -> () -> {
            assertUnavailable(Call.PUT, store);
            return ID;
        });
        cloudinary.becomes(CloudinaryServer.has(ID));

        assertEquals(STORED, store.put(ID, Some.picture()));
    }

    @Test
    void uploadsFivePicturesConcurrently() {
        CloudinaryImageStore store = store(LONG);
        List<Picture> pictures = Stream.generate(Some::picture).limit(5).toList();

        Race.of(pictures.size(), i -> () -> store.put(ID, pictures.get(i)));

        assertEquals(pictures.stream().map(picture -> new String(picture.bytes(), StandardCharsets.ISO_8859_1))
                .collect(Collectors.toSet()),
                cloudinary.received().stream().map(request -> request.form().get("file")).collect(Collectors.toSet()));
    }

    @Test
    void signsAnUploadOfOnePictureWithoutMetadata() {
        Instant now = Instant.parse("2026-05-14T12:00:00.999Z");

        SignedUpload signed = store(LONG).sign(ID, now);

        assertEquals(ID, signed.publicId());
        assertEquals(cloudinary.uri() + "/v1_1/nero/image/upload", signed.url());
        assertEquals("jpg,png,webp", signed.fields().get("allowed_formats"));
        assertEquals("false", signed.fields().get("overwrite"));
        assertEquals(ID.value(), signed.fields().get("public_id"));
        assertEquals(Long.toString(now.getEpochSecond()), signed.fields().get("timestamp"));
        assertEquals("fl_force_strip", signed.fields().get("transformation"));
        assertEquals(List.of("allowed_formats", "api_key", "overwrite", "public_id", "signature", "timestamp",
                "transformation"), signed.fields().keySet().stream().sorted().toList());
        assertSigned(signed.fields());
        assertFalse(signed.toString().contains(SECRET));
        assertEquals(0, cloudinary.connections());
    }

    /** Cloudinary signs with either algorithm, unless the account is restricted to SHA-256. */
    @ParameterizedTest
    @ValueSource(strings = {"SHA-1", "SHA-256"})
    void recognizesGenuineReceipts(String algorithm) throws Exception {
        String signature = hex(algorithm, "public_id=" + ID + "&version=1571218330" + SECRET);

        assertTrue(store(LONG).isGenuine(new UploadReceipt(ID, "1571218330", signature)));
        assertFalse(store(LONG).isGenuine(new UploadReceipt(ID, "1571218331", signature)));
        assertFalse(store(LONG).isGenuine(new UploadReceipt(PublicId.ofTemplate(Some.id()), "1571218330", signature)));
        assertFalse(store(LONG).isGenuine(new UploadReceipt(ID, "1571218330", signature.substring(1))));
        assertFalse(store(LONG).isGenuine(new UploadReceipt(ID, "1571218330", "")));
        assertEquals(0, cloudinary.connections());
    }

    private static void assertSigned(Map<String, String> form) {
        String signed = form.entrySet().stream()
                .filter(field -> !Set.of("file", "api_key", "signature").contains(field.getKey()))
                .map(field -> field.getKey() + "=" + field.getValue()).sorted().collect(Collectors.joining("&"));
        assertEquals("123456789012345", form.get("api_key"));
        assertEquals(hex("SHA-256", signed + SECRET), form.get("signature"));
    }

    private static void assertUnavailable(Call call, CloudinaryImageStore store) {
        UnavailableException failure = assertThrows(UnavailableException.class, () -> call.make(store), call::name);
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertEquals(Service.STORAGE, failure.service());
        assertFalse(trace.toString().contains("canary"), trace.toString());
        assertFalse(trace.toString().contains(ID.value()), trace.toString());
    }

    private static String hex(String algorithm, String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private CloudinaryImageStore store(TimeLimits limits) {
        return store(cloudinary.uri(), limits);
    }

    /** Loads the SDK's classes first, so that a short time limit covers only the call. */
    private CloudinaryImageStore warmStore(TimeLimits limits) throws IOException {
        try (CloudinaryServer warmUp = new CloudinaryServer(CloudinaryServer.has(ID))) {
            store(warmUp.uri(), LONG).find(ID);
        }
        return store(limits);
    }

    private static CloudinaryImageStore store(URI cloudinary, TimeLimits limits) {
        return new CloudinaryImageStore(new CloudinaryAccount("nero", "123456789012345", SECRET, cloudinary), limits);
    }
}
