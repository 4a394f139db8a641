package app.nero.functions.sweeper;

import static app.nero.generation.GenerationBuilder.aGeneration;
import static app.nero.template.TemplateBuilder.aTemplate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.InMemoryUsers;
import app.nero.account.User;
import app.nero.character.InMemoryCharacters;
import app.nero.generation.Allowance;
import app.nero.generation.Generation;
import app.nero.generation.InMemoryGenerations;
import app.nero.generation.InMemoryJobQueue;
import app.nero.generation.JobQueue;
import app.nero.kernel.Id;
import app.nero.picture.InMemoryImageStore;
import app.nero.picture.InMemoryUploads;
import app.nero.picture.PublicId;
import app.nero.picture.Upload;
import app.nero.stars.InMemoryErasedNumbers;
import app.nero.stars.InMemoryStarsLedger;
import app.nero.stars.StarsEntry;
import app.nero.template.InMemoryTemplates;
import app.nero.template.Template;
import app.nero.testing.Faults;
import app.nero.testing.MutableClock;
import app.nero.testing.Output;
import app.nero.testing.Some;
import app.nero.testing.TestContext;
import app.nero.upkeep.Erasure;
import app.nero.upkeep.InMemoryCheckpoints;
import app.nero.upkeep.InMemoryErasures;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each step of a run. */
class SweeperHandlerTest {

    private static final Duration ACCESS_TOKEN_TTL = Duration.ofMinutes(15);

    private final MutableClock clock = MutableClock.atNoon();
    private final Faults faults = new Faults();
    private final InMemoryGenerations generations = new InMemoryGenerations();
    private final InMemoryJobQueue queue = new InMemoryJobQueue(clock);
    private final InMemoryUsers users = new InMemoryUsers();
    private final InMemoryStarsLedger ledger = new InMemoryStarsLedger();
    private final InMemoryTemplates templates = new InMemoryTemplates();
    private final InMemoryUploads uploads = new InMemoryUploads();
    private final InMemoryImageStore store = new InMemoryImageStore();
    private final InMemoryErasures erasures = new InMemoryErasures();
    private final SweeperHandler handler = new SweeperHandler(
            new Ports(generations, faults.in(JobQueue.class, queue), users, ledger, new InMemoryCheckpoints(),
                    new InMemoryCharacters(),
                    templates, uploads, store, erasures, new InMemoryErasedNumbers()),
            ACCESS_TOKEN_TTL, Some.wiring(clock));
    private final User user = users.addIfAbsent(Some.user(clock.instant()));

    @Test
    void sendsLostHintsOfGenerationsAgain() {
        Generation queued = queue(clock.instant());

        String printed = run();

        assertEquals(List.of(queued.id()), queue.all().stream().map(sent -> sent.hint().generationId()).toList());
        assertTrue(printed.contains("\"GenerationsSwept\":1"), printed);
    }

    @Test
    void countsOverdueGenerationsEvenIfSweepingThemFails() {
        queue(clock.instant().minus(Duration.ofHours(5)));
        faults.at(1, Faults.Kind.BEFORE);

        String printed = Output.of(() -> assertThrows(IllegalStateException.class, this::handle));

        assertTrue(printed.contains("\"GenerationsOverdue\":1"), printed);
    }

    @Test
    void finishesErasures() {
        Erasure interrupted = new Erasure(user.id(), user.phoneNumber(), clock.instant());
        erasures.begin(interrupted);
        clock.advance(ACCESS_TOKEN_TTL.plus(Duration.ofMinutes(2)));

        String printed = run();

        assertEquals(List.of(interrupted), erasures.erased());
        assertTrue(printed.contains("\"ErasuresFinished\":1"), printed);
    }

    @Test
    void deletesPicturesThatNothingUses() {
        Id template = Some.id();
        pictureOf(template);

        String printed = run();

        assertEquals(Set.of(), store.publicIds());
        assertTrue(printed.contains("\"PicturesSwept\":1"), printed);
    }

    /** A crash after the template was added leaves the entry of its upload, which is due sooner or later. */
    @Test
    void sparesThePictureOfATemplate() {
        Template template = aTemplate().build();
        templates.add(template);
        PublicId picture = pictureOf(template.id());

        run();

        assertEquals(Set.of(picture), store.publicIds());
        assertEquals(List.of(), uploads.all());
    }

    @Test
    void showsTheBalancesOfTheLedger() {
        ledger.append(StarsEntry.first(Some.id(clock.instant()), user.id(), 7, clock.instant()));

        run();

        assertEquals(7, users.find(user.id()).orElseThrow().stars());
    }

    @Test
    void printsNothingIfNothingIsDue() {
        assertEquals("", run());
    }

    /** A queued generation that is due. */
    private Generation queue(Instant createdAt) {
        Generation draft = aGeneration().userId(user.id()).createdAt(createdAt).build();
        generations.draft(draft, new Allowance(1, List.of()));
        return generations.accept(draft.id(), clock.instant(), clock.instant()).orElseThrow();
    }

    private PublicId pictureOf(Id template) {
        PublicId picture = PublicId.ofTemplate(Some.id());
        store.put(picture, Some.picture());
        uploads.add(List.of(new Upload(picture, user.id(), Optional.of(template), clock.instant(), clock.instant())));
        return picture;
    }

    private String run() {
        return Output.of(this::handle);
    }

    private void handle() {
        handler.handleRequest(InputStream.nullInputStream(), OutputStream.nullOutputStream(), new TestContext());
    }
}
