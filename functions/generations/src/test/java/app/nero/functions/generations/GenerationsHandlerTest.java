package app.nero.functions.generations;

import static app.nero.template.TemplateBuilder.aTemplate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.InMemoryUsers;
import app.nero.account.User;
import app.nero.character.InMemoryCharacters;
import app.nero.generation.EngineOffer;
import app.nero.generation.EngineOffers;
import app.nero.generation.EngineUse;
import app.nero.generation.FailureCode;
import app.nero.generation.GeneratedImage;
import app.nero.generation.Generation;
import app.nero.generation.GenerationLimits;
import app.nero.generation.Guard;
import app.nero.generation.InMemoryEngineSwitches;
import app.nero.generation.InMemoryGenerations;
import app.nero.generation.InMemoryJobQueue;
import app.nero.generation.JobQueue;
import app.nero.generation.Lease;
import app.nero.generation.PromptAlone;
import app.nero.generation.ScriptedEngine;
import app.nero.generation.ScriptedModeration;
import app.nero.generation.Sharing;
import app.nero.generation.Visibility;
import app.nero.generation.filter.FilterEngine;
import app.nero.http.InMemoryIdempotencyKeys;
import app.nero.kernel.Id;
import app.nero.kernel.Identity;
import app.nero.kernel.Role;
import app.nero.kernel.UnavailableException;
import app.nero.lambda.Wiring;
import app.nero.payment.InMemoryPayments;
import app.nero.picture.ImageStore;
import app.nero.picture.InMemoryImageStore;
import app.nero.picture.InMemoryUploads;
import app.nero.picture.PictureFormat;
import app.nero.picture.PublicId;
import app.nero.picture.Upload;
import app.nero.picture.UploadReceipt;
import app.nero.report.InMemoryReports;
import app.nero.report.Report;
import app.nero.report.ReportNote;
import app.nero.report.ReportReason;
import app.nero.stars.InMemoryStarsLedger;
import app.nero.stars.MoveStars;
import app.nero.stars.StarsEntry;
import app.nero.stars.StarsKind;
import app.nero.template.InMemoryTemplates;
import app.nero.template.Template;
import app.nero.testing.Answer;
import app.nero.testing.MutableClock;
import app.nero.testing.ProxyEvents;
import app.nero.testing.Some;
import app.nero.throttle.InMemoryThrottles;
import app.nero.throttle.Limit;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenerationsHandlerTest {

    private static final String PROMPT = "{\"type\":\"generate\",\"prompt\":\"a watercolour at dusk\"}";

    private final MutableClock clock = MutableClock.atNoon();
    private final InMemoryGenerations generations = new InMemoryGenerations();
    private final InMemoryUsers users = new InMemoryUsers();
    private final InMemoryPayments payments = new InMemoryPayments();
    private final InMemoryStarsLedger ledger = new InMemoryStarsLedger();
    private final InMemoryTemplates templates = new InMemoryTemplates();
    private final InMemoryUploads uploads = new InMemoryUploads();
    private final InMemoryImageStore store = new InMemoryImageStore();
    private final InMemoryEngineSwitches switches = new InMemoryEngineSwitches();
    private final InMemoryReports reports = new InMemoryReports();
    private final InMemoryJobQueue queue = new InMemoryJobQueue(clock);
    private final Wiring wiring = Some.wiring(clock);
    private final Ports ports = new Ports(generations, users, payments, ledger, templates, new InMemoryCharacters(),
            uploads,
            store, new InMemoryIdempotencyKeys(), new InMemoryThrottles(), queue,
            new EngineOffers(List.of(new ScriptedEngine().offer())), switches, new ScriptedModeration(), reports);
    private final GenerationsHandler handler = handler(ports);
    private final User user = newUser();

    @Test
    void listsTheEnginesWithTheirPricesInAFixedOrder() {
        Ports filters = with(queue, new EngineOffers(List.of(new FilterEngine().offer())));

        Answer answer = Answer.of(handler(filters), ProxyEvents.a("GET", "/v1/engines"));

        assertEquals("{\"status\":\"success\",\"data\":{\"engines\":[{\"id\":\"standard\",\"name\":\"Filters\","
                + "\"types\":[\"generate\",\"edit\"],\"sizes\":[\"1K\",\"2K\"],\"aspectRatios\":[\"1:1\",\"2:3\","
                + "\"3:2\",\"3:4\",\"4:3\",\"4:5\",\"5:4\",\"9:16\",\"16:9\",\"21:9\"],\"maxSources\":5,"
                + "\"maxCharacters\":2,\"stars\":{\"1K\":1,\"2K\":1},\"textToImage\":false,"
                + "\"local\":true,\"etaSeconds\":3}],\"priceVersion\":1}}",
                answer.body());
        assertEquals("public, max-age=60", answer.headers().get("Cache-Control"));
        assertTrue(Answer.of(handler, ProxyEvents.a("GET", "/v1/engines")).body()
                .contains("\"stars\":{\"1K\":1,\"2K\":1,\"4K\":2,\"x2\":1,\"x4\":2}"));
    }

    @Test
    void refusesAnEngineThatIsOffAndTakesNoStars() {
        switches.set("test", false);

        assertTrue(Answer.of(handler, ProxyEvents.a("GET", "/v1/engines")).body().contains("\"engines\":[]"));
        Answer refused = submit(PROMPT);
        assertEquals(503, refused.status(), refused.body());
        assertEquals("ENGINE_UNAVAILABLE", refused.code());
        assertEquals("300", refused.headers().get("Retry-After"));
        assertEquals("ENGINE_UNAVAILABLE", send("POST", "/v1/generations/quote", PROMPT).code());
        assertEquals(1, ledger.of(user.id()).size());

        switches.set("test", true);
        assertEquals(202, submit(PROMPT).status());
    }

    @Test
    void usesNoEngineIfItCannotReadWhichAreOff() {
        switches.fail(true);

        assertEquals("DATABASE_UNAVAILABLE", Answer.of(handler, ProxyEvents.a("GET", "/v1/engines")).code());
        assertEquals("DATABASE_UNAVAILABLE", send("POST", "/v1/generations/quote", PROMPT).code());
        assertEquals("DATABASE_UNAVAILABLE", submit(PROMPT).code());
    }

    @Test
    void saysInAdvanceThatAnEngineRestylesASample() {
        EngineOffer real = new ScriptedEngine().offer();
        EngineOffer studio = new EngineOffer("studio", real.tier(), "Studio", real.types(), real.sizes(),
                real.aspectRatios(), 5, 2, PromptAlone.RESTYLES_SAMPLE, true, real.eta());
        GenerationsHandler local = handler(with(queue, new EngineOffers(List.of(studio))));
        Template template = aTemplate().build();
        templates.add(template);

        assertTrue(Answer.of(local, ProxyEvents.a("GET", "/v1/engines")).body().contains("\"textToImage\":false"));
        assertTrue(Answer.of(handler, ProxyEvents.a("GET", "/v1/engines")).body().contains("\"textToImage\":true"));
        assertTrue(Answer.of(local, a("POST", "/v1/generations/quote").json(PROMPT)).body()
                .contains("\"restylesSample\":true"));
        assertTrue(Answer.of(local, a("POST", "/v1/generations/quote").json(PROMPT.replace("}",
                ",\"templateId\":\"" + template.id() + "\"}"))).body().contains("\"restylesSample\":false"));
    }

    @Test
    void acceptsWhatOnlyTheFallbackCanDo() {
        EngineOffers both = new EngineOffers(List.of(new FilterEngine().offer(), new ScriptedEngine().offer()));
        GenerationsHandler withFallback = handler(with(queue, both));
        String large = "{\"type\":\"generate\",\"prompt\":\"dusk\",\"size\":\"4K\"}";

        assertEquals(200, Answer.of(withFallback, a("POST", "/v1/generations/quote").json(large)).status());
        assertTrue(Answer.of(withFallback, ProxyEvents.a("GET", "/v1/engines")).body().contains("\"4K\":2"));
        switches.set("test", false);
        assertEquals("ENGINE_UNAVAILABLE",
                Answer.of(withFallback, a("POST", "/v1/generations/quote").json(large)).code());
        assertFalse(Answer.of(withFallback, ProxyEvents.a("GET", "/v1/engines")).body().contains("\"4K\":2"));
    }

    @Test
    void grantsUploadsOfOneToSixPictures() {
        Answer answer = send("POST", "/v1/uploads", "{\"count\":6}");

        assertEquals(201, answer.status(), answer.body());
        assertEquals(6, Pattern.compile("\"publicId\":\"nero/uploads/" + user.id() + "/[0-9a-f]{24}\"")
                .matcher(answer.body()).results().count());
        assertEquals(400, send("POST", "/v1/uploads", "{\"count\":0}").status());
        assertEquals(400, send("POST", "/v1/uploads", "{\"count\":7}").status());
        send("POST", "/v1/uploads", "{\"count\":1}");
        send("POST", "/v1/uploads", "{\"count\":1}");
        assertEquals("RATE_LIMITED", send("POST", "/v1/uploads", "{\"count\":1}").code());
    }

    @Test
    void quotesAPriceAndSpendsNothing() {
        Answer answer = send("POST", "/v1/generations/quote",
                "{\"type\":\"generate\",\"prompt\":\"dusk\",\"size\":\"4K\"}");

        assertEquals(200, answer.status(), answer.body());
        assertEquals("{\"status\":\"success\",\"data\":{\"stars\":2,\"balance\":3,\"affordable\":true,\"etaSeconds\":3,"
                + "\"restylesSample\":false,\"priceVersion\":1}}", answer.body());
        assertEquals(List.of(3), amounts());
        assertEquals(0, generations.all().count());
        spend(2);
        assertTrue(send("POST", "/v1/generations/quote",
                "{\"type\":\"generate\",\"prompt\":\"dusk\",\"size\":\"4K\"}").body()
                .contains("\"balance\":1,\"affordable\":false"));
    }

    @Test
    void acceptsAGeneration() {
        Template template = aTemplate().build();
        templates.add(template);
        UploadReceipt source = upload(user.id());

        Answer answer = submit("{\"type\":\"generate\",\"prompt\":\"  a watercolour \\n at dusk\",\"templateId\":\""
                + template.id() + "\",\"sources\":[" + receipt(source, ",\"role\":\"style\"")
                + "],\"aspectRatio\":\"3:4\",\"size\":\"2K\",\"seed\":42,\"strength\":1,\"keepIdentity\":false,"
                + "\"priceVersion\":1}");

        assertEquals(202, answer.status(), answer.body());
        Generation row = generations.all().findFirst().orElseThrow();
        assertEquals("{\"status\":\"success\",\"data\":{\"generation\":{\"id\":\"" + row.id()
                + "\",\"type\":\"generate\",\"status\":\"queued\",\"prompt\":\"a watercolour at dusk\","
                + "\"templateId\":\"" + template.id() + "\",\"parentId\":null,\"rootId\":\"" + row.id()
                + "\",\"characterIds\":[],\"aspectRatio\":\"3:4\",\"size\":\"2K\",\"engine\":\"standard\",\"seed\":42,"
                + "\"stars\":1,\"refunded\":false,\"progress\":0,\"error\":null,\"image\":null,"
                + "\"visibility\":\"private\",\"slug\":null,\"showPrompt\":false,"
                + "\"createdAt\":\"2026-05-14T12:00:00.123Z\",\"startedAt\":null,\"completedAt\":null},\"stars\":{\"balance\":2}}}",
                answer.body());
        assertEquals("/api/v1/generations/" + row.id(), answer.headers().get("Location"));
        assertEquals("1", answer.headers().get("Retry-After"));
        assertEquals(row.id(), queue.all().getFirst().hint().generationId());
        assertEquals(1.0, row.recipe().options().strength());
        assertFalse(row.recipe().options().keepIdentity());
    }

    @Test
    void keepsFacesUnlessARequestSaysOtherwise() {
        submit(PROMPT);

        assertTrue(generations.all().findFirst().orElseThrow().recipe().options().keepIdentity());
    }

    @Test
    void repeatsTheFirstResponseForTheSameKey() {
        String key = UUID.randomUUID().toString();
        Answer first = submit(PROMPT, key);
        Answer second = submit(PROMPT, key);

        assertEquals(202, first.status(), first.body());
        assertEquals(first.withoutCount(), second.withoutCount());
        assertEquals(1, generations.all().count());
        assertEquals(List.of(3, -1), amounts());
        assertEquals("IDEMPOTENCY_MISMATCH", submit("{\"type\":\"generate\",\"prompt\":\"other\"}", key).code());
    }

    @Test
    void requiresAnIdempotencyKey() {
        Answer answer = Answer.of(handler, a("POST", "/v1/generations").json(PROMPT));

        assertEquals(400, answer.status());
        assertTrue(answer.body().contains("{\"field\":\"Idempotency-Key\",\"message\":\"is required\"}"),
                answer.body());
        assertEquals(0, generations.all().count());
    }

    static Stream<Arguments> invalid() {
        return Stream.of(
                Arguments.of("type", "{\"prompt\":\"dusk\"}"),
                Arguments.of("type", "{\"type\":\"paint\",\"prompt\":\"dusk\"}"),
                Arguments.of("prompt", "{\"type\":\"generate\"}"),
                Arguments.of("prompt", "{\"type\":\"generate\",\"prompt\":\" \"}"),
                Arguments.of("prompt", "{\"type\":\"generate\",\"prompt\":\"" + "x".repeat(2_001) + "\"}"),
                Arguments.of("templateId", body("\"templateId\":\"abc\"")),
                Arguments.of("parentId", body("\"parentId\":1")),
                Arguments.of("characterIds[0]", body("\"characterIds\":[\"abc\"]")),
                Arguments.of("characterIds", body("\"characterIds\":[" + "\"x\",".repeat(2) + "\"x\"]")),
                Arguments.of("sources", body("\"sources\":[" + "{},".repeat(5) + "{}]")),
                Arguments.of("sources[0].publicId", body("\"sources\":[{\"publicId\":\"https://evil.example/a.jpg\","
                        + "\"version\":1,\"signature\":\"" + "a".repeat(40) + "\"}]")),
                Arguments.of("sources[0].url", body("\"sources\":[{\"publicId\":\"nero/uploads/" + "a".repeat(24) + "/"
                        + "b".repeat(24) + "\",\"version\":1,\"signature\":\"" + "a".repeat(40)
                        + "\",\"url\":\"https://evil.example/a.jpg\"}]")),
                Arguments.of("sources[0].role", body("\"sources\":[{\"publicId\":\"nero/uploads/" + "a".repeat(24) + "/"
                        + "b".repeat(24) + "\",\"version\":1,\"signature\":\"" + "a".repeat(40)
                        + "\",\"role\":\"face\"}]")),
                Arguments.of("mask", body("\"mask\":\"x\"")),
                Arguments.of("aspectRatio", body("\"aspectRatio\":\"1:2\"")),
                Arguments.of("size", body("\"size\":\"8K\"")),
                Arguments.of("factor", body("\"factor\":3")),
                Arguments.of("factor", body("\"factor\":2")),
                Arguments.of("engine", body("\"engine\":\"best\"")),
                Arguments.of("engine", body("\"engine\":\"pro\"")),
                Arguments.of("seed", body("\"seed\":-1")),
                Arguments.of("seed", body("\"seed\":2147483648")),
                Arguments.of("strength", body("\"strength\":1.1")),
                Arguments.of("keepIdentity", body("\"keepIdentity\":1")),
                Arguments.of("priceVersion", body("\"priceVersion\":0")),
                Arguments.of("stars", body("\"stars\":0")),
                Arguments.of("imageUrl", body("\"imageUrl\":\"https://evil.example/a.jpg\"")));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void refusesAnInvalidRequestAndTakesNothing(String field, String json) {
        for (Answer answer : List.of(submit(json), send("POST", "/v1/generations/quote", json))) {
            assertEquals(400, answer.status(), answer.body());
            assertTrue(answer.body().contains("{\"field\":\"" + field + "\","), answer.body());
        }
        assertEquals(0, generations.all().count());
        assertEquals(List.of(3), amounts());
    }

    @Test
    void doesNotFindWhatBelongsToSomeoneElse() {
        User other = newUser();
        UploadReceipt foreign = upload(other.id());
        Generation parent = succeeded(other);
        Map<String, String> bodies = Map.of(
                "templateId", body("\"templateId\":\"" + Some.id() + "\""),
                "parentId", body("\"parentId\":\"" + parent.id() + "\""),
                "characterIds", body("\"characterIds\":[\"" + Some.id() + "\"]"),
                "sources", body("\"sources\":[" + receipt(foreign, "") + "]"));

        bodies.forEach((field, json) -> {
            for (Answer answer : List.of(submit(json), send("POST", "/v1/generations/quote", json))) {
                assertEquals(404, answer.status(), field);
                assertTrue(answer.body().contains("\"code\":\"NOT_FOUND\""), answer.body());
                assertTrue(answer.body().contains("\"errors\":[{\"field\":\"" + field + "\","), answer.body());
            }
        });
        assertEquals(List.of(3), amounts());
    }

    @Test
    void refusesAPriceThatHasRisen() {
        Answer answer = submit(body("\"priceVersion\":2"));

        assertEquals(409, answer.status(), answer.body());
        assertEquals("PRICE_CHANGED", answer.code());
        assertTrue(answer.body().contains("\"price\":{\"stars\":1,\"priceVersion\":1}"), answer.body());
    }

    @Test
    void limitsGenerationsAtOnce() {
        submit(PROMPT);
        submit(PROMPT);
        String key = UUID.randomUUID().toString();

        Answer refused = submit(PROMPT, key);

        assertEquals(429, refused.status(), refused.body());
        assertEquals("TOO_MANY_JOBS", refused.code());
        assertEquals("5", refused.headers().get("Retry-After"));
        finish(generations.all().findFirst().orElseThrow());
        assertEquals(202, submit(PROMPT, key).status());
    }

    @Test
    void tellsWhenTheLimitOfTheUserOrOfAllUsersIsReached() {
        List<Limit> one = Limit.parseAll("1/P1D");
        GenerationsHandler perUser = handler(ports, new GenerationLimits(one, List.of(), List.of(), List.of()));
        GenerationsHandler total = handler(ports, new GenerationLimits(List.of(), List.of(), List.of(), one));
        Answer.of(total, a("POST", "/v1/generations").header("Idempotency-Key", "a").json(PROMPT));

        Answer user = Answer.of(perUser, a("POST", "/v1/generations").header("Idempotency-Key", "b").json(PROMPT));
        Answer all = Answer.of(total, a("POST", "/v1/generations").header("Idempotency-Key", "c").json(PROMPT));

        assertEquals(429, user.status(), user.body());
        assertEquals("DAILY_LIMIT", user.code());
        assertEquals("86400", user.headers().get("Retry-After"));
        assertEquals(503, all.status(), all.body());
        assertEquals("ENGINE_UNAVAILABLE", all.code());
        assertEquals("86400", all.headers().get("Retry-After"));
        assertEquals(List.of(3, -1), amounts());
    }

    @Test
    void countsAGenerationOnceHoweverOftenItIsRequested() {
        GenerationsHandler two = handler(ports, new GenerationLimits(Limit.parseAll("2/PT1H"), List.of(), List.of(),
                Limit.parseAll("2/P1D")));
        for (String key : List.of("a", "a", "b", "a", "b")) {
            Answer answer = Answer.of(two, a("POST", "/v1/generations").header("Idempotency-Key", key).json(PROMPT));
            assertEquals(202, answer.status(), answer.body());
            generations.cancel(user.id(), generations.all().findFirst().orElseThrow().id(), clock.instant());
        }

        Answer third = Answer.of(two, a("POST", "/v1/generations").header("Idempotency-Key", "c").json(PROMPT));

        assertEquals("ENGINE_UNAVAILABLE", third.code());
    }

    @Test
    void refusesBlockedContentAndPausesAfterFiveTimes() {
        String blocked = "{\"type\":\"generate\",\"prompt\":\"" + ScriptedModeration.BLOCKED + "\"}";
        for (int i = 0; i < 5; i++) {
            Answer refused = submit(blocked);

            assertEquals(422, refused.status(), refused.body());
            assertEquals("CONTENT_BLOCKED", refused.code());
        }

        Answer paused = submit(PROMPT);

        assertEquals(429, paused.status(), paused.body());
        assertEquals("GENERATION_PAUSED", paused.code());
        assertEquals("86400", paused.headers().get("Retry-After"));
        assertEquals(0, amounts().stream().filter(amount -> amount < 0).count());
    }

    @Test
    void acceptsNothingThatCannotBeChecked() {
        Answer refused = submit("{\"type\":\"generate\",\"prompt\":\"" + ScriptedModeration.DOWN + "\"}");

        assertEquals(503, refused.status(), refused.body());
        assertEquals("ENGINE_UNAVAILABLE", refused.code());
        assertEquals("1", refused.headers().get("Retry-After"));
        assertEquals(List.of(3), amounts());
        assertEquals(0, generations.all().filter(Generation::isShown).count());
    }

    @Test
    void tellsHowManyStarsAreMissing() {
        spend(2);
        String key = UUID.randomUUID().toString();
        String large = body("\"size\":\"4K\"");

        Answer refused = submit(large, key);

        assertEquals(402, refused.status(), refused.body());
        assertEquals("INSUFFICIENT_STARS", refused.code());
        assertTrue(refused.body().contains("\"stars\":{\"balance\":1,\"needed\":2}"), refused.body());
        assertEquals("KEY_SPENT", submit(large, key).code());
        assertEquals(409, submit(large, key).status());
    }

    @Test
    void refusesTheTokenOfAnErasedAccount() {
        users.remove(user.id());

        assertEquals(401, submit(PROMPT).status());
        assertEquals(List.of(3), amounts());
    }

    @Test
    void acceptsAGenerationWhileTheQueueIsDown() {
        Ports broken = with((_, _) -> {
            throw new UnavailableException(UnavailableException.Service.QUEUE, new IllegalStateException());
        }, ports.offers());

        Answer answer = Answer.of(handler(broken),
                a("POST", "/v1/generations").header("Idempotency-Key", "a").json(PROMPT));

        assertEquals(202, answer.status(), answer.body());
        assertTrue(generations.all().findFirst().orElseThrow().progress().sweepAt().isPresent());
    }

    @Test
    void showsAGenerationUntilItHasEnded() {
        Id id = submitted();
        Answer queued = read(id, "");
        generations.lease(id, new Lease(Some.id(), clock.instant().plusSeconds(150)), clock.instant());
        Answer running = read(id, queued.headers().get("ETag"));
        Answer unchanged = read(id, running.headers().get("ETag"));
        generations.fail(id, Guard.unchanged(generations.find(id).orElseThrow()), FailureCode.CONTENT_BLOCKED,
                clock.instant());
        Answer failed = read(id, running.headers().get("ETag"));
        generations.settle(id);
        Answer refunded = read(id, failed.headers().get("ETag"));

        assertTrue(queued.body().contains("\"status\":\"queued\""), queued.body());
        assertEquals(200, running.status());
        assertTrue(running.body().contains("\"status\":\"running\""), running.body());
        assertTrue(running.body().contains("\"progress\":null"), running.body());
        assertEquals(304, unchanged.status());
        assertEquals("", unchanged.body());
        assertEquals("1", unchanged.headers().get("Retry-After"));
        assertEquals("no-store", unchanged.headers().get("Cache-Control"));
        assertTrue(failed.body().contains("\"status\":\"failed\""), failed.body());
        assertTrue(failed.body().contains("\"error\":{\"code\":\"CONTENT_BLOCKED\",\"retryable\":false}"),
                failed.body());
        assertTrue(failed.body().contains("\"refunded\":false"), failed.body());
        assertFalse(failed.headers().containsKey("Retry-After"));
        assertTrue(refunded.body().contains("\"refunded\":true"), refunded.body());
    }

    @Test
    void showsAWaitingGenerationAsRunning() {
        Id id = submitted();
        Lease lease = new Lease(Some.id(), clock.instant().plusSeconds(150));
        generations.lease(id, lease, clock.instant());
        generations.submitted(id, lease.id(), "a-job", clock.instant());

        assertTrue(read(id, "").body().contains("\"status\":\"running\""));
    }

    @Test
    void showsTheImageOfAResult() {
        Generation done = succeeded(user);

        String body = read(done.id(), "").body();

        assertTrue(body.contains("\"status\":\"succeeded\""), body);
        assertTrue(body.contains("\"progress\":100"), body);
        assertTrue(body.contains("\"image\":{\"url\":\"https://pictures.example/" + done.image().get().publicId()
                + "\",\"width\":768,\"height\":1024,\"format\":\"jpg\",\"bytes\":99}"), body);
        assertTrue(body.contains("\"completedAt\":\"2026-05-14T12:00:00.123Z\""), body);
    }

    @Test
    void showsTheUploadsOfAResultToItsOwner() {
        UploadReceipt subject = upload(user.id());
        UploadReceipt style = upload(user.id());
        Id id = id(submit("{\"type\":\"edit\",\"prompt\":\"dusk\",\"sources\":[" + receipt(subject, "") + ","
                + receipt(style, ",\"role\":\"style\"") + "]}"));
        String queued = read(id, "").body();
        finish(generations.find(id).orElseThrow());

        String done = read(id, "").body();
        String subjectUrl = url(subject);
        String styleUrl = url(style);
        store.failing(InMemoryImageStore.Fault.BEFORE, _ -> true);
        Answer withoutStore = read(id, "");

        assertTrue(queued.contains("\"sources\":[]"), queued);
        assertTrue(done.contains("\"sources\":[{\"url\":\"" + subjectUrl + "\",\"role\":\"subject\"},{\"url\":\""
                + styleUrl + "\",\"role\":\"style\"}]"), done);
        assertFalse(send("GET", "/v1/generations", "").body().contains("sources"));
        assertEquals(200, withoutStore.status());
        assertTrue(withoutStore.body().contains("\"sources\":[]"), withoutStore.body());
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 1", "PT29S, 1", "PT30S, 3", "PT4M59S, 3", "PT5M, 15", "PT1H, 15"})
    void asksForFewerPollsOfAnOldGeneration(Duration age, String retryAfter) {
        Id id = submitted();
        clock.advance(age);

        assertEquals(retryAfter, read(id, "").headers().get("Retry-After"));
        assertEquals(retryAfter, get("/v1/generations").headers().get("Retry-After"));
    }

    @Test
    void asksForPollsOfAListByItsYoungestGeneration() {
        submitted();
        clock.advance(Duration.ofMinutes(5));
        submitted();

        assertEquals("1", get("/v1/generations").headers().get("Retry-After"));
    }

    @Test
    void countsReadsOfGenerationsAsPolls() {
        assertTrue(get("/v1/generations").headers().get("RateLimit-Policy").startsWith("\"polls\""));
        assertTrue(read(submitted(), "").headers().get("RateLimit-Policy").startsWith("\"polls\""));
        assertTrue(get("/v1/stars").headers().get("RateLimit-Policy").startsWith("\"requests\""));
    }

    @Test
    void listsGenerationsByPageNewestFirst() {
        List<Id> ids = Stream.generate(() -> succeeded(user).id()).peek(_ -> clock.advance(Duration.ofSeconds(1)))
                .limit(3).toList();

        Answer first = Answer.of(handler, a("GET", "/v1/generations").query("limit", "2"));
        Answer second = Answer.of(handler,
                a("GET", "/v1/generations").query("limit", "2").query("cursor", cursor(first)));
        Answer foreign = Answer.of(handler, a("GET", "/v1/generations").query("type", "edit").query("cursor",
                cursor(first)));

        assertEquals(List.of(ids.get(2), ids.get(1)), ids(first));
        assertEquals(List.of(ids.get(0)), ids(second));
        assertTrue(second.body().endsWith("\"nextCursor\":null}}"), second.body());
        assertEquals(400, foreign.status());
        assertTrue(foreign.body().contains("\"field\":\"cursor\""), foreign.body());
    }

    @Test
    void filtersTheList() {
        Template template = aTemplate().build();
        templates.add(template);
        Id done = finish(generations.find(id(submit(body("\"templateId\":\"" + template.id() + "\"")))).orElseThrow())
                .id();
        clock.advance(Duration.ofSeconds(1));
        Id child = id(submit(
                "{\"type\":\"edit\",\"prompt\":\"dusk\",\"parentId\":\"" + done + "\"}"));
        Id failed = submitted();
        generations.fail(failed, Guard.unchanged(generations.find(failed).orElseThrow()), FailureCode.NO_IMAGE,
                clock.instant());

        assertEquals(List.of(child), ids(list("status", "active")));
        assertEquals(List.of(done), ids(list("status", "succeeded")));
        assertEquals(List.of(failed), ids(list("status", "failed")));
        assertEquals(List.of(child), ids(list("type", "edit")));
        assertEquals(List.of(done), ids(list("templateId", template.id().value())));
        assertEquals(List.of(child, done), ids(list("rootId", done.value())));
        for (String name : List.of("status", "type", "templateId", "rootId")) {
            assertEquals(400, list(name, "queued").status(), name);
        }
    }

    @Test
    void tellsThatAListIsUnchanged() {
        submitted();
        String tag = get("/v1/generations").headers().get("ETag");

        Answer unchanged = Answer.of(handler, a("GET", "/v1/generations").header("If-None-Match", tag));
        finish(generations.all().findFirst().orElseThrow());
        Answer changed = Answer.of(handler, a("GET", "/v1/generations").header("If-None-Match", tag));

        assertEquals(304, unchanged.status());
        assertEquals(200, changed.status());
        assertFalse(changed.headers().containsKey("Retry-After"));
    }

    @Test
    void cancelsAQueuedGeneration() {
        Id id = submitted();

        Answer canceled = act("POST", "/v1/generations/{id}/cancel", id);
        Answer again = act("POST", "/v1/generations/{id}/cancel", id);

        assertEquals(200, canceled.status(), canceled.body());
        assertTrue(canceled.body().contains("\"status\":\"canceled\""), canceled.body());
        assertTrue(canceled.body().contains("\"refunded\":true"), canceled.body());
        assertTrue(canceled.body().endsWith("\"stars\":{\"balance\":3}}}"), canceled.body());
        assertEquals(canceled.body(), again.body());
        assertEquals(List.of(3, -1, 1), amounts());
    }

    @Test
    void doesNotCancelWhatHasStarted() {
        Id id = submitted();
        generations.lease(id, new Lease(Some.id(), clock.instant().plusSeconds(150)), clock.instant());

        Answer answer = act("POST", "/v1/generations/{id}/cancel", id);

        assertEquals(409, answer.status());
        assertEquals("TOO_LATE", answer.code());
    }

    @Test
    void deletesAResultAndItsImage() {
        Generation done = succeeded(user);

        Answer answer = act("DELETE", "/v1/generations/{id}", done.id());

        assertEquals("{\"status\":\"success\",\"message\":\"Generation deleted\"}", answer.body());
        assertEquals(404, read(done.id(), "").status());
        assertEquals(404, act("DELETE", "/v1/generations/{id}", done.id()).status());
        assertTrue(store.calls().contains("remove " + done.image().get().publicId()), store.calls().toString());
    }

    @Test
    void doesNotDeleteAnActiveGeneration() {
        Answer answer = act("DELETE", "/v1/generations/{id}", submitted());

        assertEquals(409, answer.status());
        assertEquals("NOT_SETTLED", answer.code());
    }

    @Test
    void sharesAResultUnderOneLink() {
        Generation done = succeeded(user);

        Answer answer = share(done.id(), "{\"visibility\":\"link\"}");
        Answer again = share(done.id(), "{\"visibility\":\"public\",\"showPrompt\":true}");

        String slug = slug(done.id());
        assertEquals("{\"status\":\"success\",\"data\":{\"slug\":\"" + slug
                + "\",\"url\":\"https://nero.example/s/" + slug + "\"}}", answer.body());
        assertEquals(answer.body(), again.body());
        assertEquals(new Sharing(Visibility.PUBLIC, Optional.of(slug), true),
                generations.find(done.id()).orElseThrow().sharing());
        assertTrue(read(done.id(), "").body()
                .contains("\"visibility\":\"public\",\"slug\":\"" + slug + "\",\"showPrompt\":true"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"visibility\":\"private\"}", "{\"visibility\":\"link\",\"showPrompt\":\"yes\"}"})
    void refusesToShareWithInvalidFields(String json) {
        assertEquals(400, share(succeeded(user).id(), json).status());
    }

    @Test
    void sharesOnlyResults() {
        assertEquals(404, share(submitted(), "{\"visibility\":\"link\"}").status());
    }

    @Test
    void showsASharedImageToGuestsWithoutItsOwnerAndPrompt() {
        Generation done = succeeded(user);
        share(done.id(), "{\"visibility\":\"link\"}");
        String slug = slug(done.id());

        Answer hidden = shared(slug);
        share(done.id(), "{\"visibility\":\"link\",\"showPrompt\":true}");
        Answer shown = shared(slug);

        String picture = "\"picture\":{\"url\":\"https://pictures.example/" + done.image().get().publicId()
                + "\",\"width\":768,\"height\":1024,\"format\":\"jpg\",\"bytes\":99}";
        assertEquals("{\"status\":\"success\",\"data\":{\"slug\":\"" + slug
                + "\",\"visibility\":\"link\"," + picture
                + ",\"createdAt\":\"2026-05-14T12:00:00.123Z\",\"ai\":true}}", hidden.body());
        assertEquals("public, max-age=60", hidden.headers().get("Cache-Control"));
        assertEquals("\"reads\"", hidden.headers().get("RateLimit-Policy").split(";")[0]);
        assertTrue(shown.body().contains("\"prompt\":\"a watercolour at dusk\""), shown.body());
    }

    @Test
    void storesAReportOfASharedImage() {
        Generation done = succeeded(user);
        share(done.id(), "{\"visibility\":\"link\"}");

        Answer answer = report(slug(done.id()), "{\"reason\":\"copyright\",\"note\":\" I took\\nthis. \"}");

        assertEquals(202, answer.status(), answer.body());
        assertEquals("{\"status\":\"success\",\"message\":\"Report received\"}", answer.body());
        Report stored = reports.all().getFirst();
        assertEquals(new Report(stored.id(), done.id(), user.id(), ReportReason.COPYRIGHT,
                Optional.of(new ReportNote("I took this.")), clock.instant()), stored);
        assertEquals(404, report("unknown", "{\"reason\":\"copyright\"}").status());
        for (String invalid : List.of("{}", "{\"reason\":\"ugly\"}", "{\"reason\":\"other\",\"note\":\" \"}",
                "{\"reason\":\"other\",\"note\":\"" + "x".repeat(501) + "\"}",
                "{\"reason\":\"other\",\"name\":\"Sara\"}")) {
            assertEquals("VALIDATION", report(slug(done.id()), invalid).code(), invalid);
        }
        assertEquals(1, reports.all().size());
    }

    @Test
    void acceptsThreeReportsAnHourFromOneAddress() {
        Generation done = succeeded(user);
        share(done.id(), "{\"visibility\":\"link\"}");
        for (int i = 0; i < 3; i++) {
            assertEquals(202, report(slug(done.id()), "{\"reason\":\"other\"}").status());
        }

        Answer fourth = report(slug(done.id()), "{\"reason\":\"other\"}");

        assertEquals(429, fourth.status(), fourth.body());
        assertEquals("RATE_LIMITED", fourth.code());
        assertEquals("3600", fourth.headers().get("Retry-After"));
        assertEquals(3, reports.all().size());
    }

    @Test
    void endsASharing() {
        Generation done = succeeded(user);
        share(done.id(), "{\"visibility\":\"link\"}");
        String slug = slug(done.id());

        Answer ended = act("DELETE", "/v1/generations/{id}/share", done.id());

        assertEquals("{\"status\":\"success\",\"message\":\"Sharing ended\"}", ended.body());
        assertEquals(404, shared(slug).status());
        assertEquals(200, act("DELETE", "/v1/generations/{id}/share", done.id()).status());
        assertEquals(200, act("DELETE", "/v1/generations/{id}/share", submitted()).status());
        assertEquals(404, act("DELETE", "/v1/generations/{id}/share", Some.id()).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nothing", "{\"$ne\":null}", "../../etc"})
    void doesNotFindAnUnknownLink(String slug) {
        submitted();

        assertEquals(404, shared(slug).status());
    }

    @Test
    void listsThePublicResultsOfATemplateToGuests() {
        Template template = aTemplate().build();
        templates.add(template);
        Generation open = ofTemplate(template);
        Generation linked = ofTemplate(template);
        share(open.id(), "{\"visibility\":\"public\"}");
        share(linked.id(), "{\"visibility\":\"link\"}");
        ofTemplate(template);

        Answer answer = Answer.of(handler,
                ProxyEvents.a("GET", "/v1/templates/{id}/results").path("id", template.id().value()));

        assertEquals(1, Pattern.compile("\"slug\"").matcher(answer.body()).results().count(), answer.body());
        assertTrue(answer.body().contains("\"slug\":\"" + slug(open.id()) + "\""), answer.body());
        assertTrue(answer.body().contains("\"templateId\":\"" + template.id() + "\""), answer.body());
        assertEquals("public, max-age=60", answer.headers().get("Cache-Control"));
        assertEquals("{\"status\":\"success\",\"data\":{\"results\":[],\"nextCursor\":null}}", Answer.of(handler,
                ProxyEvents.a("GET", "/v1/templates/{id}/results").path("id", Some.id().value())).body());
        assertEquals(400, Answer.of(handler, ProxyEvents.a("GET", "/v1/templates/{id}/results")
                .path("id", template.id().value()).query("cursor", "x")).status());
    }

    @Test
    void listsTheMovementsOfStars() {
        Id id = submitted();
        act("POST", "/v1/generations/{id}/cancel", id);

        Answer first = Answer.of(handler, a("GET", "/v1/stars").query("limit", "2"));
        Answer second = Answer.of(handler,
                a("GET", "/v1/stars").query("limit", "2").query("cursor", cursor(first)));

        List<StarsEntry> entries = ledger.of(user.id());
        assertEquals("{\"status\":\"success\",\"data\":{\"balance\":3,\"entries\":[{\"id\":\"" + entries.get(2).id()
                + "\",\"amount\":1,\"balance\":3,\"kind\":\"refund\",\"generationId\":\"" + id
                + "\",\"createdAt\":\"2026-05-14T12:00:00.123Z\"},{\"id\":\"" + entries.get(1).id()
                + "\",\"amount\":-1,\"balance\":2,\"kind\":\"generation\",\"generationId\":\"" + id
                + "\",\"createdAt\":\"2026-05-14T12:00:00.123Z\"}],\"nextCursor\":\"" + cursor(first) + "\"}}",
                first.body());
        assertEquals("{\"status\":\"success\",\"data\":{\"balance\":3,\"entries\":[{\"id\":\"" + entries.get(0).id()
                + "\",\"amount\":3,\"balance\":3,\"kind\":\"welcome\",\"createdAt\":\"2026-05-14T12:00:00.123Z\"}],"
                + "\"nextCursor\":null}}", second.body());
        assertEquals(400, Answer.of(handler, a("GET", "/v1/stars").query("cursor", "x")).status());
    }

    @Test
    void showsTheStarsThatAreOwed() {
        MoveStars moveStars = new MoveStars(ledger, users, clock, new SecureRandom());
        moveStars.move(user.id(), 20, StarsKind.PURCHASE, "a pack", "payment:" + Some.id());
        spend(4);
        moveStars.takeBack(user.id(), ledger.of(user.id()).get(1).ref(), "disputed");

        String body = get("/v1/stars").body();

        assertTrue(body.startsWith("{\"status\":\"success\",\"data\":{\"balance\":0,\"owed\":1,\"entries\":["), body);
    }

    @Test
    void namesThePaymentOfAMovement() {
        Id pack = Some.id();
        Id plan = Some.id();
        MoveStars moveStars = new MoveStars(ledger, users, clock, new SecureRandom());
        moveStars.move(user.id(), 20, "a pack", "payment:" + pack);
        moveStars.move(user.id(), 40, "a plan", "plan:" + plan + ":0");

        String body = get("/v1/stars").body();

        assertTrue(body.contains("\"paymentId\":\"" + pack + "\""), body);
        assertTrue(body.contains("\"paymentId\":\"" + plan + "\""), body);
    }

    enum Own {
        READ("GET", "/v1/generations/{id}"), DELETE("DELETE", "/v1/generations/{id}"), CANCEL("POST",
                "/v1/generations/{id}/cancel"), SHARE("PUT",
                        "/v1/generations/{id}/share"), UNSHARE("DELETE", "/v1/generations/{id}/share");

        private final String method;
        private final String resource;

        Own(String method, String resource) {
            this.method = method;
            this.resource = resource;
        }

        ProxyEvents of(String id) {
            ProxyEvents event = ProxyEvents.a(method, resource).path("id", id);
            return this == SHARE ? event.json("{\"visibility\":\"public\"}") : event;
        }
    }

    @ParameterizedTest
    @EnumSource
    void hidesAGenerationFromOthersAndGuests(Own route) {
        User other = newUser();
        Id queued = submitted();
        Id done = succeeded(user).id();

        for (String id : List.of(queued.value(), done.value(), "malformed")) {
            assertEquals(404, Answer.of(handler, route.of(id).by(identity(other))).status(), id);
            assertEquals(401, Answer.of(handler, route.of(id)).status(), id);
        }
        assertTrue(read(queued, "").body().contains("\"status\":\"queued\""));
        assertTrue(read(done, "").body().contains("\"visibility\":\"private\""));
    }

    @Test
    void requiresASignInForEverythingOfAUser() {
        assertEquals(401, Answer.of(handler, ProxyEvents.a("GET", "/v1/generations")).status());
        assertEquals(401, Answer.of(handler, ProxyEvents.a("GET", "/v1/stars")).status());
        for (String route : List.of("/v1/uploads", "/v1/generations", "/v1/generations/quote")) {
            assertEquals(401, Answer.of(handler, ProxyEvents.a("POST", route).json(PROMPT)).status(), route);
        }
    }

    /** Has 3 stars. */
    private User newUser() {
        User first = users.addIfAbsent(Some.user(clock.instant()));
        ledger.append(StarsEntry.first(Some.id(), first.id(), 3, clock.instant()));
        return first;
    }

    private Ports with(JobQueue otherQueue, EngineOffers offers) {
        return new Ports(generations, users, payments, ledger, templates, ports.characters(), uploads, store,
                ports.keys(),
                ports.throttles(), otherQueue, offers, switches, ports.moderation(), reports);
    }

    private GenerationsHandler handler(Ports of) {
        return handler(of, new GenerationLimits(List.of(), List.of(), List.of(), List.of()));
    }

    private GenerationsHandler handler(Ports of, GenerationLimits limits) {
        return new GenerationsHandler(of, limits, Limit.parse("3/PT1H"), Some.cursorSigning(), wiring);
    }

    private Identity identity(User of) {
        return new Identity(of.id(), Some.id(), Role.USER, clock.instant().plus(Duration.ofDays(1)));
    }

    private ProxyEvents a(String method, String resource) {
        return ProxyEvents.a(method, resource).by(identity(user));
    }

    private Answer send(String method, String resource, String json) {
        return Answer.of(handler, a(method, resource).json(json));
    }

    private Answer get(String resource) {
        return Answer.of(handler, a("GET", resource));
    }

    private Answer list(String name, String value) {
        return Answer.of(handler, a("GET", "/v1/generations").query(name, value));
    }

    private Answer submit(String json) {
        return submit(json, UUID.randomUUID().toString());
    }

    private Answer submit(String json, String key) {
        return Answer.of(handler, a("POST", "/v1/generations").header("Idempotency-Key", key).json(json));
    }

    private Answer read(Id id, String ifNoneMatch) {
        return Answer.of(handler, a("GET", "/v1/generations/{id}").path("id", id.value()).header("If-None-Match",
                ifNoneMatch));
    }

    private Answer act(String method, String resource, Id id) {
        return Answer.of(handler, a(method, resource).path("id", id.value()));
    }

    private Answer share(Id id, String json) {
        return Answer.of(handler, a("PUT", "/v1/generations/{id}/share").path("id", id.value()).json(json));
    }

    /** From a guest. */
    private Answer report(String slug, String json) {
        return Answer.of(handler, ProxyEvents.a("POST", "/v1/shared/{slug}/reports").path("slug", slug).json(json));
    }

    private Answer shared(String slug) {
        return Answer.of(handler, ProxyEvents.a("GET", "/v1/shared/{slug}").path("slug", slug));
    }

    private Id submitted() {
        return id(submit(PROMPT));
    }

    private Generation ofTemplate(Template template) {
        new MoveStars(ledger, users, clock, new SecureRandom()).move(user.id(), 1, "a gift",
                Some.id().value());
        return finish(generations.find(id(submit(body("\"templateId\":\"" + template.id() + "\"")))).orElseThrow());
    }

    private Generation succeeded(User owner) {
        Answer answer = Answer.of(handler, ProxyEvents.a("POST", "/v1/generations").by(identity(owner))
                .header("Idempotency-Key", UUID.randomUUID().toString()).json(PROMPT));
        return finish(generations.find(id(answer)).orElseThrow());
    }

    /** Does what a worker does. */
    private Generation finish(Generation queued) {
        Lease lease = new Lease(Some.id(), clock.instant().plusSeconds(150));
        PublicId publicId = PublicId.ofGenerated(queued.userId(), Some.id());
        generations.lease(queued.id(), lease, clock.instant());
        return generations.succeed(queued.id(), lease.id(), new GeneratedImage(publicId,
                "https://pictures.example/" + publicId, 768, 1024, PictureFormat.JPEG, 99), "test",
                EngineUse.free("test"),
                clock.instant()).orElseThrow();
    }

    private UploadReceipt upload(Id owner) {
        PublicId publicId = PublicId.ofUpload(owner, Some.id());
        uploads.add(List.of(Upload.granted(publicId, owner, clock.instant().plus(ImageStore.UPLOAD_TTL),
                clock.instant().plus(ImageStore.UPLOAD_TTL))));
        return store.upload(store.sign(publicId, clock.instant()), Some.picture());
    }

    private String url(UploadReceipt receipt) {
        return store.find(receipt.publicId()).orElseThrow().url();
    }

    private static String receipt(UploadReceipt receipt, String more) {
        return "{\"publicId\":\"" + receipt.publicId() + "\",\"version\":" + receipt.version() + ",\"signature\":\""
                + receipt.signature() + "\"" + more + "}";
    }

    private void spend(int stars) {
        new MoveStars(ledger, users, clock, new SecureRandom()).move(user.id(), -stars, "a test",
                Some.id().value());
    }

    private List<Integer> amounts() {
        return ledger.of(user.id()).stream().map(StarsEntry::amount).toList();
    }

    private String slug(Id id) {
        return generations.find(id).flatMap(it -> it.sharing().slug()).orElseThrow();
    }

    /** A request with a prompt and more members. */
    private static String body(String members) {
        return "{\"type\":\"generate\",\"prompt\":\"dusk\"," + members + "}";
    }

    private static Id id(Answer answer) {
        assertEquals(202, answer.status(), answer.body());
        return new Id(answer.body().replaceAll("(?s).*\"generation\":\\{\"id\":\"([0-9a-f]+)\".*", "$1"));
    }

    private static List<Id> ids(Answer page) {
        return Pattern.compile("\\{\"id\":\"([0-9a-f]{24})\"").matcher(page.body()).results()
                .map(match -> new Id(match.group(1))).collect(Collectors.toList());
    }

    private static String cursor(Answer page) {
        Matcher cursor = Pattern.compile("\"nextCursor\":\"([^\"]+)\"").matcher(page.body());
        assertTrue(cursor.find(), page.body());
        return cursor.group(1);
    }
}
