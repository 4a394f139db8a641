package app.nero.generation;

import static app.nero.generation.GenerationWorld.RequestBuilder.aRequest;
import static app.nero.template.TemplateBuilder.aTemplate;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.User;
import app.nero.character.CharacterDraft;
import app.nero.character.CharacterImage;
import app.nero.generation.RunGeneration.Result;
import app.nero.kernel.Id;
import app.nero.kernel.PersonName;
import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import app.nero.picture.DigitalSourceType;
import app.nero.picture.InMemoryImageStore;
import app.nero.picture.Picture;
import app.nero.picture.PictureFormat;
import app.nero.picture.PublicId;
import app.nero.picture.SomePictures;
import app.nero.template.Template;
import app.nero.template.Templates;
import app.nero.template.TrendingScore;
import app.nero.testing.Faults;
import app.nero.testing.Race;
import app.nero.testing.Wrapping;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a worker does with a queued generation. */
class RunGenerationTest {

    private final GenerationWorld world = new GenerationWorld();
    private final User user = world.user(3);

    @Test
    void storesTheImageAndEndsTheGeneration() {
        Generation queued = world.submitted(user);
        world.clock.advance(Duration.ofSeconds(2));

        Result result = world.run.run(queued.id());

        Generation row = world.row(queued.id());
        assertEquals(new Result.Succeeded(row), result);
        assertEquals(GenerationStatus.SUCCEEDED, row.status());
        GeneratedImage image = row.image().orElseThrow();
        assertEquals(Set.of(image.publicId()), world.store.publicIds());
        assertTrue(image.publicId().value().startsWith("nero/generated/" + user.id() + "/"));
        assertEquals(List.of(6, 4), List.of(image.width(), image.height()));
        assertEquals(PictureFormat.JPEG, image.format());
        assertEquals(world.store.see(image.url()).orElseThrow().bytes().length, image.bytes());
        assertEquals(Optional.of(EngineUse.free("test-model")), row.engineUse());
        assertEquals(Optional.of(world.clock.instant()), row.completedAt());
        assertEquals(2, world.balance(user));
    }

    @Test
    void writesWhatTheEngineReports() {
        Generation queued = world.submitted(user);
        List<Optional<Integer>> seen = new ArrayList<>();
        world.engine.reporting(25, 75);
        world.engine.answering(_ -> {
            seen.add(world.row(queued.id()).progress().percent());
            return ScriptedEngine.IMAGE;
        });

        world.run.run(queued.id());

        assertEquals(List.of(Optional.of(75)), seen);
        assertEquals(Optional.empty(), world.row(queued.id()).progress().percent());
    }

    @Test
    void marksTheImageAsMadeByAMachine() {
        Generation done = world.succeeded(user, aRequest().build());

        byte[] file = world.store.see(done.image().orElseThrow().url()).orElseThrow().bytes();

        assertTrue(new String(file, UTF_8).contains(DigitalSourceType.ALGORITHMIC_MEDIA.uri()));
    }

    @Test
    void keepsAnImageWithContentCredentialsByteForByte() {
        byte[] signed = SomePictures.withSegment(SomePictures.jpeg(6, 4, 1), 0xeb, "JP..jumb..c2pa".getBytes(UTF_8));
        world.engine.answering(ScriptedEngine.image(signed));

        Generation done = world.succeeded(user, aRequest().build());

        assertArrayEquals(signed, world.store.see(done.image().orElseThrow().url()).orElseThrow().bytes());
    }

    @Test
    void givesTheEngineEverythingInItsOrder() {
        Template template = aTemplate().prompt("A portrait in the rain").build();
        world.add(template);
        Id character = character(4);
        Generation parent = world.succeeded(user, aRequest().build());
        SourceReceipt style = world.source(user.id(), SourceRole.STYLE);
        SourceReceipt subject = world.source(user.id(), SourceRole.SUBJECT);
        byte[] styleFile = SomePictures.jpeg(8, 6, 3);
        world.files.put(world.store.find(style.receipt().publicId()).orElseThrow().url(), styleFile);

        world.succeeded(user, aRequest().template(template.id()).parent(parent.id()).characters(character)
                .sources(style, subject).seed(9).build());

        EngineJob job = world.engine.jobs().getLast();
        assertEquals("a watercolour at dusk", job.prompt());
        assertEquals("A portrait in the rain", job.templatePrompt());
        assertEquals(List.of(SourceRole.SUBJECT, SourceRole.SUBJECT, SourceRole.SUBJECT, SourceRole.SUBJECT,
                SourceRole.SUBJECT, SourceRole.STYLE, SourceRole.STYLE),
                job.images().stream().map(EngineImage::role).toList());
        assertArrayEquals(world.store.see(parent.image().orElseThrow().url()).orElseThrow().bytes(),
                job.images().getFirst().file());
        assertArrayEquals(styleFile, job.images().get(5).file());
        assertArrayEquals(world.files.get(template.imageUrl()), job.images().getLast().file());
        assertEquals(9, job.options().seed());
        assertEquals(Optional.empty(), job.mask());
    }

    @Test
    void countsAUseOfTheTemplateOnceItSucceeds() {
        Template template = aTemplate().build();
        world.add(template);
        world.engine.answering(new EngineOutcome.Failed(FailureCode.CONTENT_BLOCKED, false));
        world.submit.submit(user.id(), world.id(), aRequest().template(template.id()).build());
        world.work();
        assertEquals(template, world.templates.find(template.id()).orElseThrow());
        world.engine.answering(ScriptedEngine.IMAGE);

        Generation done = world.succeeded(user, aRequest().template(template.id()).build());
        world.run.run(done.id());

        Template used = world.templates.find(template.id()).orElseThrow();
        assertEquals(1, used.useCount());
        assertEquals(TrendingScore.ofUse(world.clock.instant()), used.trendingScore());
    }

    @Test
    void succeedsIfTheUseCannotBeCounted() {
        GenerationWorld failing = new GenerationWorld(new Wrapping() {

            @Override
            public <T> T in(Class<T> port, T real) {
                return port == Templates.class ? port.cast(withoutUses((Templates) real)) : real;
            }
        }, Prices.ALL);
        Template template = aTemplate().build();
        failing.add(template);

        failing.succeeded(failing.user(3), aRequest().template(template.id()).build());

        assertEquals(0, failing.templates.find(template.id()).orElseThrow().useCount());
        assertEquals(1, failing.recountTemplates.recount());
        assertEquals(1, failing.templates.find(template.id()).orElseThrow().useCount());
    }

    private static Templates withoutUses(Templates real) {
        return (Templates) Proxy.newProxyInstance(Templates.class.getClassLoader(), new Class<?>[]{Templates.class},
                (_, method, arguments) -> {
                    if (method.getName().equals("use")) {
                        throw new UnavailableException(Service.DATABASE, new IllegalStateException("down"));
                    }
                    return method.invoke(real, arguments);
                });
    }

    @Test
    void givesTheEngineTheMask() {
        SourceReceipt mask = world.source(user.id(), SourceRole.SUBJECT);
        world.succeeded(user, aRequest().type(GenerationType.EDIT)
                .sources(world.source(user.id(), SourceRole.SUBJECT)).mask(mask).build());

        assertEquals(1, world.engine.jobs().getLast().images().size());
        assertTrue(world.engine.jobs().getLast().mask().isPresent());
    }

    @Test
    void refundsAResultThatIsBlockedAndNeverStoresIt() {
        world.moderation.blockResults(_ -> true);

        assertFails(FailureCode.CONTENT_BLOCKED);

        assertEquals(1, world.engine.jobs().size());
        assertEquals(Set.of(), world.store.publicIds());
    }

    @Test
    void triesAgainWhenAResultCannotBeChecked() {
        UnavailableException down = new UnavailableException(Service.DATABASE, new IllegalStateException("down"));
        world.moderation.blockResults(_ -> {
            throw down;
        });
        Generation queued = world.submitted(user);

        assertEquals(new Result.Requeued(FailureCode.INTERNAL, Duration.ofSeconds(5), Optional.of(down)),
                world.run.run(queued.id()));

        assertEquals(Set.of(), world.store.publicIds());
    }

    @Test
    void runsOnceHoweverOftenTheHintArrives() {
        Generation queued = world.submitted(user);

        List<Result> results = Race.of(20, _ -> () -> world.run.run(queued.id()));

        assertEquals(1, results.stream().filter(it -> it instanceof Result.Succeeded).count());
        assertEquals(19, results.stream().filter(new Result.Dropped()::equals).count());
        assertEquals(1, world.engine.jobs().size());
        assertEquals(new Result.Dropped(), world.run.run(world.id()));
    }

    @Test
    void triesThreeTimesAndThenRefunds() {
        world.engine.answering(new EngineOutcome.Failed(FailureCode.ENGINE_TIMEOUT, true));
        SourceReceipt source = world.source(user.id(), SourceRole.SUBJECT);
        Id id = world.id();
        world.submit.submit(user.id(), id, aRequest().sources(source).build());
        world.queue.clear();

        assertEquals(requeued(FailureCode.ENGINE_TIMEOUT, 5), world.run.run(id));
        assertEquals(world.clock.instant().plusSeconds(5), world.queue.all().getFirst().at());
        assertEquals(requeued(FailureCode.ENGINE_TIMEOUT, 20), world.run.run(id));
        assertEquals(failed(FailureCode.ENGINE_TIMEOUT), world.run.run(id));

        assertEquals(3, world.engine.jobs().size());
        assertEquals(Optional.of(FailureCode.ENGINE_TIMEOUT), world.row(id).error());
        assertRefundedAndReleased(id);
    }

    @Test
    void triesAFinalFailureOnce() {
        world.engine.answering(new EngineOutcome.Failed(FailureCode.CONTENT_BLOCKED, false));

        assertFails(FailureCode.CONTENT_BLOCKED);
        assertEquals(1, world.engine.jobs().size());
    }

    @Test
    void failsWhenTheAnswerIsNoPicture() {
        for (byte[] answer : List.of(new byte[0], "<html>busy</html>".getBytes(UTF_8), SomePictures.bomb(),
                new byte[Picture.MAX_BYTES + 1])) {
            world.engine.answering(ScriptedEngine.image(answer));
            assertFails(FailureCode.NO_IMAGE);
        }
        assertEquals(Set.of(), world.store.publicIds());
    }

    @Test
    void refundsAfterABugInTheEngine() {
        IllegalStateException bug = new IllegalStateException("a bug");
        world.engine.answering(_ -> {
            throw bug;
        });
        Generation queued = world.submitted(user);

        assertEquals(new Result.Failed(FailureCode.INTERNAL, Optional.of(bug)), world.run.run(queued.id()));

        assertTrue(world.row(queued.id()).isRefunded());
        assertEquals(3, world.balance(user));
    }

    @Test
    void retriesAnEngineThatThrowsUnavailable() {
        world.engine.answering(_ -> {
            throw new UnavailableException(Service.STORAGE, new IllegalStateException("down"));
        });

        assertInstanceOf(Result.Requeued.class, world.run.run(world.submitted(user).id()));
    }

    @Test
    void retriesWhenTheImageStoreIsDown() {
        Generation queued = world.submitted(user);
        world.store.failing(InMemoryImageStore.Fault.AFTER, _ -> true);
        Result.Requeued requeued = assertInstanceOf(Result.Requeued.class, world.run.run(queued.id()));
        world.store.recover();

        Result.Succeeded done = assertInstanceOf(Result.Succeeded.class, world.run.run(queued.id()));

        assertEquals(FailureCode.STORAGE_UNAVAILABLE, requeued.code());
        assertEquals(Duration.ofSeconds(5), requeued.delay());
        assertInstanceOf(UnavailableException.class, requeued.cause().orElseThrow());
        PublicId kept = done.generation().image().orElseThrow().publicId();
        assertEquals(2, world.store.publicIds().size());
        world.clock.advance(Duration.ofMinutes(16));
        world.sweepPictures.sweep();
        assertEquals(Set.of(kept), world.store.publicIds());
        assertEquals(List.of(), world.uploads.all());
    }

    @Test
    void failsWhenAnInputDisappeared() {
        Generation parent = world.succeeded(user, aRequest().build());
        Id id = world.id();
        world.submit.submit(user.id(), id, aRequest().parent(parent.id()).build());
        world.delete.delete(user.id(), parent.id());

        assertEquals(failed(FailureCode.INPUT_UNREADABLE), world.run.run(id));
        assertEquals(2, world.balance(user));
    }

    @Test
    void failsWhenASourceWasNeverUploaded() {
        SourceReceipt source = world.source(user.id(), SourceRole.SUBJECT);
        world.store.remove(source.receipt().publicId());
        Id id = world.id();
        world.submit.submit(user.id(), id, aRequest().sources(source).build());

        assertEquals(failed(FailureCode.INPUT_UNREADABLE), world.run.run(id));
        assertRefundedAndReleased(id);
    }

    @Test
    void triesAgainIfTheResultCannotBeChecked() {
        Generation queued = world.submitted(user);
        world.moderation.blockResults(_ -> {
            throw new UnavailableException(Service.MODERATION, new IllegalStateException());
        });

        for (int i = 0; i < Progress.MAX_ATTEMPTS; i++) {
            assertEquals(Set.of(), world.store.publicIds());
            world.run.run(queued.id());
        }

        assertEquals(Optional.of(FailureCode.ENGINE_UNAVAILABLE), world.row(queued.id()).error());
        assertEquals(Set.of(), world.store.publicIds());
        assertEquals(3, world.balance(user));
    }

    @Test
    void failsWithoutAnEngine() {
        Generation queued = world.submitted(user);
        RunGeneration without = world.runOn.apply(new Engines(List.of()));

        assertEquals(failed(FailureCode.ENGINE_UNAVAILABLE), without.run(queued.id()));
        assertRefundedAndReleased(queued.id());
    }

    @Test
    void takesTurnsAmongTheEnginesOfATier() {
        ScriptedEngine fallback = new ScriptedEngine("fallback");
        RunGeneration run = world.runOn.apply(new Engines(List.of(world.engine, fallback)));
        world.engine.answering(new EngineOutcome.Failed(FailureCode.ENGINE_UNAVAILABLE, true));
        fallback.answering(new EngineOutcome.Failed(FailureCode.ENGINE_TIMEOUT, true));
        Id id = world.submitted(user).id();

        assertEquals(requeued(FailureCode.ENGINE_UNAVAILABLE, 5), run.run(id));
        assertEquals(requeued(FailureCode.ENGINE_TIMEOUT, 20), run.run(id));
        assertEquals(failed(FailureCode.ENGINE_UNAVAILABLE), run.run(id));

        assertEquals(2, world.engine.jobs().size());
        assertEquals(1, fallback.jobs().size());
    }

    @Test
    void usesTheFallbackWhenTheFirstEngineRefusesForGood() {
        ScriptedEngine fallback = new ScriptedEngine("fallback");
        RunGeneration run = world.runOn.apply(new Engines(List.of(world.engine, fallback)));
        world.engine.answering(new EngineOutcome.Failed(FailureCode.ENGINE_UNAVAILABLE, false));
        Id id = world.submitted(user).id();

        assertEquals(requeued(FailureCode.ENGINE_UNAVAILABLE, 5), run.run(id));
        assertInstanceOf(Result.Succeeded.class, run.run(id));

        assertEquals(Optional.of("fallback"), world.row(id).progress().engineId());
        assertEquals(2, world.balance(user));
    }

    @Test
    void usesTheNextEngineWhileOneIsOff() {
        ScriptedEngine fallback = new ScriptedEngine("fallback");
        RunGeneration run = world.runOn.apply(new Engines(List.of(world.engine, fallback)));
        Id id = world.submitted(user).id();
        world.switches.set("test", false);

        assertInstanceOf(Result.Succeeded.class, run.run(id));

        assertEquals(List.of(), world.engine.jobs());
        assertEquals(1, fallback.jobs().size());
    }

    @Test
    void failsAndRefundsWhenAllEnginesAreOff() {
        Id id = world.submitted(user).id();
        world.switches.set("test", false);

        assertEquals(failed(FailureCode.ENGINE_UNAVAILABLE), world.run.run(id));

        assertRefundedAndReleased(id);
        assertEquals(List.of(), world.engine.jobs());
    }

    @Test
    void triesAgainIfItCannotReadWhichEnginesAreOff() {
        Id id = world.submitted(user).id();
        world.switches.fail(true);

        assertInstanceOf(Result.Requeued.class, world.run.run(id));
        assertEquals(List.of(), world.engine.jobs());

        world.switches.fail(false);
        assertInstanceOf(Result.Succeeded.class, world.run.run(id));
    }

    @Test
    void doesNotAskTheFallbackForWhatAnEngineBlocked() {
        ScriptedEngine fallback = new ScriptedEngine("fallback");
        RunGeneration run = world.runOn.apply(new Engines(List.of(world.engine, fallback)));
        world.engine.answering(new EngineOutcome.Failed(FailureCode.CONTENT_BLOCKED, false));
        Id id = world.submitted(user).id();

        assertEquals(failed(FailureCode.CONTENT_BLOCKED), run.run(id));
        assertEquals(List.of(), fallback.jobs());
    }

    @Test
    void dropsAnImageThatComesTooLate() {
        Generation queued = world.submitted(user);
        world.engine.answering(_ -> {
            world.generations.erase(user.id(), world.clock.instant());
            return ScriptedEngine.IMAGE;
        });

        assertEquals(new Result.TooLate(), world.run.run(queued.id()));

        assertEquals(Optional.empty(), world.row(queued.id()).image());
        world.clock.advance(Duration.ofMinutes(16));
        world.sweepPictures.sweep();
        assertEquals(Set.of(), world.store.publicIds());
    }

    @Test
    void dropsAFailureThatComesTooLate() {
        Generation queued = world.submitted(user);
        world.engine.answering(_ -> {
            world.generations.erase(user.id(), world.clock.instant());
            return new EngineOutcome.Failed(FailureCode.ENGINE_TIMEOUT, true);
        });

        assertEquals(new Result.TooLate(), world.run.run(queued.id()));
    }

    @Test
    void doesNotEndWhatAnotherWorkerRuns() {
        world.engine.answering(_ -> {
            world.clock.advance(Duration.ofMinutes(3));
            world.sweep.sweep();
            world.engine.answering(ScriptedEngine.IMAGE);
            world.work();
            return new EngineOutcome.Failed(FailureCode.CONTENT_BLOCKED, false);
        });
        Generation queued = world.submitted(user);

        assertEquals(new Result.TooLate(), world.run.run(queued.id()));

        assertEquals(GenerationStatus.SUCCEEDED, world.row(queued.id()).status());
        assertEquals(2, world.balance(user));
    }

    @Test
    void leasesForTheGivenTimeWithANewIdPerAttempt() {
        Generation queued = world.submitted(user);
        Lease[] leases = new Lease[2];
        for (int i = 0; i < 2; i++) {
            int attempt = i;
            world.engine.answering(_ -> {
                leases[attempt] = world.row(queued.id()).progress().lease().orElseThrow();
                return new EngineOutcome.Failed(FailureCode.ENGINE_TIMEOUT, true);
            });
            world.run.run(queued.id());
        }
        assertEquals(world.clock.instant().plusSeconds(150), leases[0].until());
        assertNotEquals(leases[0].id(), leases[1].id());
    }

    /** After an unknown outcome of the last write the row tells. */
    @Test
    void believesTheRowWhenTheLastWriteSeemsToFail() {
        Faults faults = new Faults();
        GenerationWorld faulty = new GenerationWorld(faults.only(Generations.class), Prices.ALL);
        User owner = faulty.user(3);
        Generation first = faulty.submitted(owner);
        faults.at(2, Faults.Kind.AFTER);
        assertInstanceOf(Result.Succeeded.class, faulty.run.run(first.id()));
        faults.end();
        Generation second = faulty.submitted(owner);
        faults.at(2, Faults.Kind.BEFORE);
        assertThrows(UnavailableException.class, () -> faulty.run.run(second.id()));
        faults.end();
        assertEquals(GenerationStatus.RUNNING, faulty.row(second.id()).status());
    }

    private static Result failed(FailureCode code) {
        return new Result.Failed(code, Optional.empty());
    }

    private static Result requeued(FailureCode code, int seconds) {
        return new Result.Requeued(code, Duration.ofSeconds(seconds), Optional.empty());
    }

    private void assertFails(FailureCode code) {
        Generation queued = world.submitted(user);
        assertEquals(failed(code), world.run.run(queued.id()));
        assertEquals(Optional.of(code), world.row(queued.id()).error());
        assertTrue(world.row(queued.id()).isRefunded());
        assertEquals(3, world.balance(user));
    }

    private void assertRefundedAndReleased(Id id) {
        assertTrue(world.row(id).isRefunded());
        assertEquals(List.of(3, -1, 1), world.amounts(user.id()));
        assertTrue(world.uploads.all().stream().filter(upload -> upload.publicId().value().contains("/uploads/"))
                .allMatch(upload -> upload.usedBy().isEmpty()
                        && upload.expiresAt().equals(world.clock.instant().plus(Duration.ofHours(1)))));
    }

    private Id character(int pictures) {
        Id id = world.id();
        List<PublicId> names = IntStream.range(0, pictures)
                .mapToObj(_ -> PublicId.ofCharacter(user.id(), world.id())).toList();
        world.characters.draft(new CharacterDraft(id, user.id(), new PersonName("Sara"), names,
                world.clock.instant(), world.clock.instant().plusSeconds(900)));
        world.characters.complete(id, names.stream().map(name -> {
            String url = "https://pictures.example/" + name;
            world.files.put(url, SomePictures.jpeg(3, 3, 3));
            return new CharacterImage(name, url);
        }).toList(), world.clock.instant());
        return id;
    }
}
