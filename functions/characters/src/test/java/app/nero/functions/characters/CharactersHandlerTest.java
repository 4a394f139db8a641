package app.nero.functions.characters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.character.CharacterImage;
import app.nero.character.InMemoryCharacters;
import app.nero.character.UserCharacter;
import app.nero.http.InMemoryIdempotencyKeys;
import app.nero.http.TimeJson;
import app.nero.kernel.Id;
import app.nero.kernel.Identity;
import app.nero.kernel.Role;
import app.nero.lambda.Settings;
import app.nero.lambda.Wiring;
import app.nero.picture.InMemoryImageStore;
import app.nero.picture.InMemoryUploads;
import app.nero.picture.Picture;
import app.nero.picture.PictureFormat;
import app.nero.picture.PublicId;
import app.nero.picture.SignedUpload;
import app.nero.picture.SomePictures;
import app.nero.picture.StoredPicture;
import app.nero.picture.Upload;
import app.nero.picture.UploadReceipt;
import app.nero.testing.Answer;
import app.nero.testing.MultipartForm;
import app.nero.testing.MutableClock;
import app.nero.testing.ProxyEvents;
import app.nero.testing.Some;
import app.nero.throttle.InMemoryThrottles;
import app.nero.throttle.Limit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CharactersHandlerTest {

    private final MutableClock clock = MutableClock.atNoon();
    private final InMemoryCharacters characters = new InMemoryCharacters();
    private final InMemoryUploads uploads = new InMemoryUploads();
    private final InMemoryImageStore store = new InMemoryImageStore();
    private final Id user = Some.id();
    private final CharactersHandler handler = new CharactersHandler(characters, uploads, store,
            new InMemoryIdempotencyKeys(), new InMemoryThrottles(), Limit.parse("3/PT1H"), Some.wiring(clock));

    @Test
    void createsACharacterFromAForm() {
        Answer answer = send(MultipartForm.ofCharacter(" سارا ", 3));

        assertEquals(201, answer.status(), answer.body());
        UserCharacter character = onlyCharacter();
        assertEquals("سارا", character.name().value());
        assertEquals(store.publicIds(), publicIds(character));
        assertEquals(created(character), answer.body());
        for (CharacterImage image : character.images()) {
            assertTrue(image.publicId().value().startsWith("nero/characters/" + user + "/"));
            assertEquals(PictureFormat.JPEG, store.see(image.url()).orElseThrow().format());
        }
    }

    @Test
    void keepsTheOrderOfThePictures() {
        MultipartForm form = new MultipartForm().text("name", "Sara");
        for (int width = 10; width < 15; width++) {
            form.file("images", "same", SomePictures.png(width, 9, width));
        }

        assertEquals(201, send(form).status());
        assertEquals(List.of(10, 11, 12, 13, 14),
                onlyCharacter().images().stream().map(image -> store.see(image.url()).orElseThrow().width()).toList());
    }

    @Test
    void removesTheLocationFromAPicture() {
        MultipartForm form = MultipartForm.ofCharacter("Sara", 2).file("images", "a.jpg",
                SomePictures.withGps(SomePictures.jpeg(32, 24, 1), 6));

        assertEquals(201, send(form).status());
        Picture picture = store.see(onlyCharacter().images().getLast().url()).orElseThrow();
        assertEquals(-1, new String(picture.bytes(), StandardCharsets.ISO_8859_1).indexOf("GPS"));
    }

    static Stream<Arguments> badForms() {
        byte[] picture = SomePictures.jpeg(32, 24, 7);
        String nested = "--inner\r\nContent-Disposition: form-data; name=\"images\"; filename=\"a\"\r\n\r\nx\r\n--inner--\r\n";
        MultipartForm many = MultipartForm.ofCharacter("Sara", 3);
        for (int i = 0; i < 10_000; i++) {
            many.text("p" + i, "x");
        }
        return Stream.of(Arguments.of(400, "name", new MultipartForm()),
                Arguments.of(400, "images", MultipartForm.ofCharacter("Sara", 2)),
                Arguments.of(400, "images", MultipartForm.ofCharacter("Sara", 6)),
                Arguments.of(400, "images", MultipartForm.ofCharacter("Sara", 60)),
                Arguments.of(400, "name", MultipartForm.ofCharacter("x".repeat(101), 3)),
                Arguments.of(400, "name", MultipartForm.ofCharacter("   ", 3)),
                Arguments.of(400, "name", MultipartForm.ofCharacter("a\u0000b", 3)),
                Arguments.of(400, "name", MultipartForm.ofCharacter("Sara", 3).text("name", "Other")),
                Arguments.of(400, "name",
                        new MultipartForm().part("Content-Disposition: form-data; name=name", new byte[]{(byte) 0xff})
                                .file("images", "a", picture).file("images", "b", picture)
                                .file("images", "c", picture)),
                Arguments.of(400, "body", MultipartForm.ofCharacter("Sara", 3).text("role", "admin")),
                Arguments.of(400, "body", many),
                Arguments.of(400, "body",
                        MultipartForm.ofCharacter("Sara", 2).part("Content-Disposition: form-data; name=\"images\"\r\n"
                                + "Content-Type: multipart/mixed; boundary=inner", nested.getBytes())),
                Arguments.of(400, "body", MultipartForm.ofCharacter("Sara", 3).part("no header at all", picture)),
                Arguments.of(400, "body",
                        MultipartForm.ofCharacter("Sara", 3).part("X: " + "x".repeat(2_000), picture)),
                Arguments.of(415, "images[2]", MultipartForm.ofCharacter("Sara", 2)
                        .file("images", "a.jpg", "I am a text".getBytes())),
                Arguments.of(415, "images[2]", MultipartForm.ofCharacter("Sara", 2).file("images", "a", new byte[0])),
                Arguments.of(415, "images[2]", MultipartForm.ofCharacter("Sara", 2)
                        .file("images", "a.jpg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".getBytes())),
                Arguments.of(415, "images[2]", MultipartForm.ofCharacter("Sara", 2)
                        .file("images", "a.jpg", Arrays.copyOf(picture, picture.length - 2))),
                Arguments.of(415, "images[0]",
                        new MultipartForm().text("name", "Sara").file("images", "a", "PK\u0003\u0004".getBytes())
                                .file("images", "b", picture).file("images", "c", picture)),
                Arguments.of(413, "images[2]",
                        MultipartForm.ofCharacter("Sara", 2).file("images", "a", SomePictures.bomb())));
    }

    @ParameterizedTest
    @MethodSource("badForms")
    void refusesABadFormAndStoresNothing(int status, String field, MultipartForm form) {
        Answer answer = send(form);

        assertEquals(status, answer.status(), answer.body());
        assertTrue(answer.body().contains("{\"field\":\"" + field + "\","), answer.body());
        assertNothingDone();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../../etc/passwd", "a\u0000.jpg", "\\\\server\\share", "سارا.jpg", "a;b=\\\"c"})
    void ignoresFileNames(String filename) {
        MultipartForm form = MultipartForm.ofCharacter("Sara", 2).file("images", filename,
                SomePictures.jpeg(32, 24, 1));

        assertEquals(201, send(form).status());
        assertEquals(publicIds(onlyCharacter()), store.publicIds());
    }

    @Test
    void refusesATruncatedForm() {
        byte[] whole = MultipartForm.ofCharacter("Sara", 3).bytes();
        String contentType = MultipartForm.ofCharacter("Sara", 3).contentType();

        for (int end = 0; end < whole.length - 4; end += 1 + end % 7) {
            Answer answer = Answer.of(handler, post("/v1/characters").form(contentType, Arrays.copyOf(whole, end)));
            assertEquals(400, answer.status(), "truncated at " + end + " of " + whole.length + ": " + answer.body());
        }
        assertNothingDone();
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data", "multipart/form-data; boundary=",
            "multipart/form-data; boundary=another"})
    void refusesAFormWithoutItsBoundary(String contentType) {
        byte[] form = MultipartForm.ofCharacter("Sara", 3).bytes();

        assertEquals(400, Answer.of(handler, post("/v1/characters").form(contentType, form)).status());
        assertNothingDone();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "multipart/mixed", "multipart/mixed; boundary=x", "multipart/related",
            "multipart/form-datax; boundary=x", "application/x-www-form-urlencoded", "application/json; charset=utf-16",
            ""})
    void refusesAnotherContentType(String contentType) {
        String form = new String(MultipartForm.ofCharacter("Sara", 3).bytes(), StandardCharsets.UTF_8);
        for (String body : List.of("{}", "bmVybw==", form)) {
            Answer answer = Answer.of(handler, post("/v1/characters").json(body).header("Content-Type", contentType));

            assertEquals(415, answer.status(), answer.body());
            assertEquals("UNSUPPORTED_MEDIA_TYPE", answer.code());
        }
        assertNothingDone();
    }

    @Test
    void answers401IfTheAccountIsErasedMeanwhile() {
        store.failing(InMemoryImageStore.Fault.BEFORE, _ -> {
            characters.erase(user);
            return false;
        });

        Answer answer = send(MultipartForm.ofCharacter("Sara", 3));

        assertEquals(401, answer.status());
        assertEquals("UNAUTHORIZED", answer.code());
        assertEquals(Set.of(), store.publicIds());
    }

    @Test
    void createsACharacterFromDirectUploads() {
        List<UploadReceipt> receipts = upload(5).subList(1, 4);

        Answer answer = send(receipts);

        assertEquals(201, answer.status(), answer.body());
        assertEquals(created(onlyCharacter()), answer.body());
        assertEquals(receipts.stream().map(UploadReceipt::publicId).toList(),
                onlyCharacter().images().stream().map(CharacterImage::publicId).toList());
    }

    @Test
    void returnsSignedUploads() {
        Answer answer = Answer.of(handler, post("/v1/characters/uploads").json("{\"count\":3}"));

        assertEquals(201, answer.status(), answer.body());
        assertEquals(3,
                answer.body().split("\"uploadUrl\":\"https://pictures.example/upload\",\"fields\":\\{").length - 1);
        assertTrue(answer.body().contains("\"fields\":{\"public_id\":\"nero/characters/" + user + "/"), answer.body());
        assertTrue(answer.body().contains("\"signature\":\"00\"},\"publicId\":\"nero/characters/" + user + "/"),
                answer.body());
        assertTrue(answer.body().endsWith("\"expiresAt\":\"2026-05-14T13:00:00.123Z\"}}"), answer.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"count\":0}", "{\"count\":6}", "{\"count\":\"3\"}", "{\"count\":3.0}",
            "{\"count\":3e0}", "{\"count\":99999999999999999999}", "{\"count\":3,\"folder\":\"x\"}", "[3]"})
    void refusesABadUploadCount(String body) {
        assertEquals(400, Answer.of(handler, post("/v1/characters/uploads").json(body)).status());
        assertEquals(0, uploads.size());
    }

    @Test
    void limitsHowOftenAUserPreparesUploads() {
        for (int i = 0; i < 3; i++) {
            assertEquals(201, Answer.of(handler, post("/v1/characters/uploads").json("{\"count\":5}")).status());
        }
        Answer answer = Answer.of(handler, post("/v1/characters/uploads").json("{\"count\":5}"));

        assertEquals(429, answer.status());
        assertEquals("RATE_LIMITED", answer.code());
        assertEquals("3600", answer.headers().get("Retry-After"));
        assertEquals(15, uploads.size());
    }

    @Test
    void refusesReceiptsThatTheStoreDidNotSign() {
        List<UploadReceipt> receipts = upload(3).stream()
                .map(receipt -> new UploadReceipt(receipt.publicId(), receipt.version() + "1", receipt.signature()))
                .toList();

        assertRefused("uploads", send(receipts));
    }

    @Test
    void refusesUploadsOfAnotherUser() {
        Id other = Some.id();
        PublicId theirs = PublicId.ofCharacter(other, Some.id());
        uploads.add(List.of(Upload.granted(theirs, other, clock.instant().plusSeconds(60), clock.instant())));
        List<UploadReceipt> mine = upload(3);

        assertRefused("uploads", send(List.of(mine.get(0), mine.get(1), store.receipt(theirs))));
        assertEquals(201, send(mine).status());
    }

    @Test
    void refusesAnUploadThatWasNotPrepared() {
        List<UploadReceipt> mine = upload(3);
        PublicId notPrepared = PublicId.ofCharacter(user, Some.id());

        assertRefused("uploads", send(List.of(mine.get(0), mine.get(1), store.receipt(notPrepared))));
    }

    @Test
    void refusesTheSameUploadTwice() {
        List<UploadReceipt> mine = upload(3);

        assertRefused("uploads", send(List.of(mine.get(0), mine.get(1), mine.get(1))));
        assertEquals(201, send(mine).status());
        Answer again = send(mine);
        assertEquals(400, again.status());
        assertEquals(1, characters.list(user).size());
    }

    @Test
    void refusesUploadsOlderThanAnHour() {
        List<UploadReceipt> mine = upload(3);
        clock.advance(Duration.ofHours(1));

        assertRefused("uploads", send(mine));
    }

    @Test
    void namesAMissingUploadAndAllowsARetry() {
        List<UploadReceipt> receipts = upload(3);
        StoredPicture missing = store.find(receipts.get(1).publicId()).orElseThrow();
        store.remove(missing.publicId());

        assertRefused("uploads[1]", send(receipts));

        store.add(missing);
        assertEquals(201, send(receipts).status());
    }

    @Test
    void refusesAnUploadThatIsNotAPictureOrIsTooLarge() {
        List<UploadReceipt> receipts = upload(3);
        PublicId id = receipts.get(2).publicId();

        store.add(new StoredPicture(id, "https://x", Optional.empty(), 9, 9, 9));
        assertEquals(415, send(receipts).status());
        store.add(new StoredPicture(id, "https://x", Optional.of(PictureFormat.PNG), 10L * 1024 * 1024 + 1, 9, 9));
        assertEquals(413, send(receipts).status());
        store.add(new StoredPicture(id, "https://x", Optional.of(PictureFormat.PNG), 9, 5_000, 5_001));
        assertEquals(413, send(receipts).status());
        assertEquals(0, characters.size());
        store.add(new StoredPicture(id, "https://x", Optional.of(PictureFormat.PNG), 10L * 1024 * 1024, 5_000, 5_000));
        assertEquals(201, send(receipts).status());
    }

    @Test
    void appliesTheMegapixelSettingToUploadsButNotToForms() {
        Wiring wiring = new Wiring(
                new Settings(Map.of("NERO_WEB_ORIGIN", "https://nero.example", "NERO_UPLOAD_MEGAPIXELS", "50")), clock,
                Optional.of(new InMemoryThrottles()), Optional.empty());
        CharactersHandler configured = new CharactersHandler(characters, uploads, store, new InMemoryIdempotencyKeys(),
                new InMemoryThrottles(), Limit.parse("3/PT1H"), wiring);
        List<UploadReceipt> receipts = upload(3);
        PublicId id = receipts.get(2).publicId();

        store.add(new StoredPicture(id, "https://x", Optional.of(PictureFormat.JPEG), 9, 10_000, 5_001));
        Answer tooLarge = send(configured, receipts);
        store.add(new StoredPicture(id, "https://x", Optional.of(PictureFormat.JPEG), 9, 10_000, 5_000));
        Answer largest = send(configured, receipts);
        Answer form = Answer.of(configured, form(MultipartForm.ofCharacter("Sara", 2).file("images", "a",
                SomePictures.withHeight(SomePictures.jpeg(5_000, 1, 1), 5_001))));

        assertEquals(413, tooLarge.status());
        assertTrue(tooLarge.body().contains("must have at most 50 megapixels"), tooLarge.body());
        assertEquals(201, largest.status());
        assertEquals(413, form.status());
        assertTrue(form.body().contains("must have at most 25 megapixels"), form.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":\"Sara\"}", "{\"name\":\"Sara\",\"uploads\":3}",
            "{\"name\":\"Sara\",\"uploads\":[]}", "{\"name\":\"Sara\",\"uploads\":[1,2,3]}",
            "{\"name\":\"Sara\",\"uploads\":[{},{},{}]}",
            "{\"name\":\"Sara\",\"uploads\":[{\"publicId\":{\"$gt\":\"\"},\"version\":1,\"signature\":\"a\"},{},{}]}",
            "{\"name\":\"Sara\",\"uploads\":[{\"publicId\":\"nero/characters/../x\",\"version\":1,\"signature\":\"a\"},{},{}]}"})
    void refusesMalformedUploads(String body) {
        Answer answer = Answer.of(handler, post("/v1/characters").json(body));

        assertEquals(400, answer.status());
        assertTrue(answer.body().contains("\"field\":\"uploads"), answer.body());
    }

    @Test
    void reportsEachErrorInTheUploads() {
        Answer answer = Answer.of(handler, post("/v1/characters").json("""
            {"uploads":[{"publicId":"x","version":-1,"signature":"no","url":"y"},{},{}]}"""));

        for (String field : List.of("name", "uploads[0].publicId", "uploads[0].version", "uploads[0].signature",
                "uploads[0].url", "uploads[1].publicId", "uploads[2].signature")) {
            assertTrue(answer.body().contains("{\"field\":\"" + field + "\","), field + ": " + answer.body());
        }
    }

    @Test
    void returnsTheFirstResponseToARepeatedRequest() {
        Answer first = Answer.of(handler, form(MultipartForm.ofCharacter("Sara", 3)).header("Idempotency-Key", "k-1"));
        clock.advance(Duration.ofHours(23));
        Answer second = Answer.of(handler, form(MultipartForm.ofCharacter("Sara", 3)).header("Idempotency-Key", "k-1"));

        assertEquals(201, first.status());
        assertEquals(first.body(), second.body());
        assertEquals(201, second.status());
        assertEquals(1, characters.list(user).size());
    }

    @Test
    void refusesAnIdempotencyKeyOfAnotherRequest() {
        Answer.of(handler, form(MultipartForm.ofCharacter("Sara", 3)).header("Idempotency-Key", "k-1"));

        Answer name = Answer.of(handler, form(MultipartForm.ofCharacter("Sarah", 3)).header("Idempotency-Key", "k-1"));
        Answer pictures = Answer.of(handler,
                form(MultipartForm.ofCharacter("Sara", 4)).header("Idempotency-Key", "k-1"));

        assertEquals("IDEMPOTENCY_MISMATCH", name.code());
        assertEquals(422, name.status());
        assertEquals("IDEMPOTENCY_MISMATCH", pictures.code());
        assertEquals(1, characters.list(user).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "کلید", "a\nb"})
    void refusesAMalformedIdempotencyKey(String key) {
        Answer answer = Answer.of(handler, form(MultipartForm.ofCharacter("Sara", 3)).header("Idempotency-Key", key));

        assertEquals(400, answer.status());
        assertTrue(answer.body().contains("{\"field\":\"Idempotency-Key\","), answer.body());
        assertNothingDone();
    }

    @Test
    void allowsARetryOfAFailedRequestWithTheSameKey() {
        store.failing(InMemoryImageStore.Fault.AFTER, call -> call == 2);
        Answer failed = Answer.of(handler, form(MultipartForm.ofCharacter("Sara", 3)).header("Idempotency-Key", "k-1"));
        store.recover();
        Answer again = Answer.of(handler, form(MultipartForm.ofCharacter("Sara", 3)).header("Idempotency-Key", "k-1"));

        assertEquals(503, failed.status());
        assertEquals("STORAGE_UNAVAILABLE", failed.code());
        assertEquals(201, again.status());
        assertEquals(1, characters.list(user).size());
    }

    @Test
    void refusesTheTwentyFirstCharacter() {
        for (int i = 0; i < 20; i++) {
            assertEquals(201, send(MultipartForm.ofCharacter("Sara " + i, 3)).status());
        }
        Set<PublicId> stored = store.publicIds();
        List<UploadReceipt> receipts = upload(3);

        assertEquals("QUOTA_REACHED", send(MultipartForm.ofCharacter("Sara", 3)).code());
        assertEquals("QUOTA_REACHED", send(receipts).code());
        assertEquals(409, send(receipts).status());
        assertEquals(stored.size() + 3, store.publicIds().size());
        delete(characters.list(user).getLast());
        assertEquals(201, send(receipts).status());
    }

    @Test
    void listsTheNewestFirst() {
        send(MultipartForm.ofCharacter("First", 3));
        clock.advance(Duration.ofMillis(1));
        send(MultipartForm.ofCharacter("Second", 3));

        String body = Answer.of(handler, get("/v1/characters")).body();

        assertTrue(body.indexOf("Second") > 0 && body.indexOf("Second") < body.indexOf("First"), body);
        assertTrue(body.startsWith("{\"status\":\"success\",\"data\":{\"characters\":[{\"id\":\""), body);
    }

    @Test
    void deletesACharacterAndItsPictures() {
        send(MultipartForm.ofCharacter("Sara", 3));

        Answer answer = delete(onlyCharacter());

        assertEquals("{\"status\":\"success\",\"message\":\"Character deleted successfully\"}", answer.body());
        assertEquals(Set.of(), store.publicIds());
        assertEquals(0, characters.size());
    }

    @Test
    void deletesACharacterEvenIfTheStoreIsDown() {
        send(MultipartForm.ofCharacter("Sara", 3));
        UserCharacter character = onlyCharacter();
        store.failing(InMemoryImageStore.Fault.BEFORE, _ -> true);

        assertEquals(200, delete(character).status());
        assertEquals(404, delete(character).status());
        assertEquals(1, characters.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE"})
    void returnsTheSame404ForUnknownAndForeignIds(String method) {
        send(MultipartForm.ofCharacter("Sara", 3));
        String foreignId = onlyCharacter().id().value();
        Identity stranger = new Identity(Some.id(), Some.id(), Role.USER, clock.instant().plusSeconds(60));

        Set<Answer> answers = Stream
                .of(foreignId, Some.id().value(), "x", "%2e%2e", foreignId.toUpperCase(), foreignId + "0")
                .map(id -> Answer.of(handler, ProxyEvents.a(method, "/v1/characters/{id}").path("id", id).by(stranger)))
                .map(Answer::withoutCount).collect(Collectors.toSet());

        assertEquals(1, answers.size());
        assertEquals(404, answers.iterator().next().status());
        assertEquals(1, characters.list(user).size());
    }

    @Test
    void changesNamePicturesAndOrder() {
        send(MultipartForm.ofCharacter("Sara", 4));
        List<Id> ids = onlyCharacter().images().stream().map(CharacterImage::id).toList();
        UploadReceipt upload = upload(1).getFirst();
        Id added = upload.publicId().imageId();

        Answer answer = patch("{\"name\":\"سارا\",\"addUploads\":[{\"publicId\":\"" + upload.publicId()
                + "\",\"version\":" + upload.version() + ",\"signature\":\"" + upload.signature()
                + "\"}],\"removeImages\":[\"" + ids.get(0) + "\",\"" + ids.get(1) + "\"],\"order\":[\"" + added
                + "\",\"" + ids.get(3) + "\",\"" + ids.get(2) + "\"]}");

        assertEquals(200, answer.status(), answer.body());
        assertEquals("سارا", onlyCharacter().name().value());
        assertEquals(List.of(added, ids.get(3), ids.get(2)),
                onlyCharacter().images().stream().map(CharacterImage::id).toList());
        assertEquals(created(onlyCharacter()), answer.body());
    }

    @Test
    void refusesInvalidChanges() {
        send(MultipartForm.ofCharacter("Sara", 3));
        UserCharacter before = onlyCharacter();
        Id first = before.images().getFirst().id();

        assertInvalid("removeImages", patch("{\"removeImages\":[\"" + first + "\"]}"));
        assertInvalid("removeImages[0]", patch("{\"removeImages\":[\"x\"]}"));
        assertInvalid("order", patch("{\"order\":[\"" + first + "\"]}"));
        assertInvalid("name", patch("{\"name\":\" \"}"));
        assertInvalid("addUploads", patch("{\"addUploads\":[{\"publicId\":\"" + before.images().getFirst().publicId()
                .value().replace(first.value(), Some.id().value()) + "\",\"version\":1,\"signature\":\""
                + "0".repeat(40) + "\"}]}"));
        assertEquals(400, patch("{\"userId\":\"" + Some.id() + "\"}").status());
        assertEquals(before, onlyCharacter());
    }

    @Test
    void changesOnlyTheCallersOwnCharacters() {
        send(MultipartForm.ofCharacter("Sara", 3));
        UserCharacter before = onlyCharacter();
        ProxyEvents event = ProxyEvents.a("PATCH", "/v1/characters/{id}").path("id", before.id().value())
                .json("{\"name\":\"Omid\"}");

        assertEquals(401, Answer.of(handler, event).status());
        assertEquals(404, Answer.of(handler, event
                .by(new Identity(Some.id(), Some.id(), Role.USER, clock.instant().plusSeconds(60)))).status());
        assertEquals(before, onlyCharacter());
    }

    private Answer patch(String json) {
        return Answer.of(handler, signedIn(ProxyEvents.a("PATCH", "/v1/characters/{id}")
                .path("id", onlyCharacter().id().value()).json(json)));
    }

    private UserCharacter onlyCharacter() {
        assertEquals(1, characters.list(user).size());
        return characters.list(user).getFirst();
    }

    private List<UploadReceipt> upload(int count) {
        List<SignedUpload> signed = Stream.generate(() -> PublicId.ofCharacter(user, Some.id())).limit(count)
                .map(id -> store.sign(id, clock.instant())).toList();
        uploads.add(signed.stream().map(upload -> Upload.granted(upload.publicId(), user,
                clock.instant().plusSeconds(3600), clock.instant().plusSeconds(4500))).toList());
        return signed.stream()
                .map(upload -> store.upload(upload, new Picture(PictureFormat.JPEG, 32, 24, new byte[]{1}))).toList();
    }

    private Answer send(MultipartForm form) {
        return Answer.of(handler, form(form));
    }

    private Answer send(List<UploadReceipt> receipts) {
        return send(handler, receipts);
    }

    private Answer send(CharactersHandler to, List<UploadReceipt> receipts) {
        return Answer.of(to, post("/v1/characters").json("{\"name\":\"Sara\",\"uploads\":[" + receipts.stream()
                .map(receipt -> "{\"publicId\":\"" + receipt.publicId() + "\",\"version\":" + receipt.version()
                        + ",\"signature\":\"" + receipt.signature() + "\"}")
                .collect(Collectors.joining(",")) + "]}"));
    }

    private Answer delete(UserCharacter character) {
        return Answer.of(handler, signedIn(ProxyEvents.a("DELETE", "/v1/characters/{id}"))
                .path("id", character.id().value()));
    }

    private ProxyEvents form(MultipartForm form) {
        return post("/v1/characters").form(form.contentType(), form.bytes());
    }

    private ProxyEvents post(String resource) {
        return signedIn(ProxyEvents.a("POST", resource));
    }

    private ProxyEvents get(String resource) {
        return signedIn(ProxyEvents.a("GET", resource));
    }

    private ProxyEvents signedIn(ProxyEvents event) {
        return event.by(new Identity(user, Some.id(), Role.USER, clock.instant().plusSeconds(60)));
    }

    private void assertRefused(String field, Answer answer) {
        assertInvalid(field, answer);
        assertEquals(0, characters.size());
    }

    private static void assertInvalid(String field, Answer answer) {
        assertEquals(400, answer.status(), answer.body());
        assertTrue(answer.body().contains("{\"field\":\"" + field + "\","), answer.body());
    }

    private void assertNothingDone() {
        assertEquals(Set.of(), store.publicIds());
        assertEquals(List.of(), store.calls());
        assertEquals(0, characters.size());
    }

    private static Set<PublicId> publicIds(UserCharacter character) {
        return character.images().stream().map(CharacterImage::publicId).collect(Collectors.toSet());
    }

    private static String created(UserCharacter character) {
        StringBuilder images = new StringBuilder();
        for (int i = 0; i < character.images().size(); i++) {
            CharacterImage image = character.images().get(i);
            images.append(i == 0 ? "" : ",").append("{\"id\":\"" + image.publicId().imageId() + "\",\"url\":\""
                    + image.url() + "\",\"publicId\":\"" + image.publicId() + "\",\"order\":" + i + "}");
        }
        return "{\"status\":\"success\",\"data\":{\"character\":{\"id\":\"" + character.id()
                + "\",\"userId\":\"" + character.userId() + "\",\"name\":\"" + character.name().value()
                + "\",\"images\":[" + images
                + "],\"createdAt\":\"2026-05-14T12:00:00.123Z\",\"updatedAt\":\"" + TimeJson.of(character.updatedAt())
                + "\"}}}";
    }
}
