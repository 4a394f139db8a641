package app.nero.generation;

import static app.nero.generation.GenerationWorld.RequestBuilder.aRequest;
import static app.nero.template.TemplateBuilder.aTemplate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.User;
import app.nero.kernel.Id;
import app.nero.kernel.Paging;
import app.nero.picture.InMemoryImageStore;
import app.nero.picture.PictureUse.Use;
import app.nero.picture.PublicId;
import app.nero.template.Template;
import app.nero.testing.Race;
import app.nero.testing.Some;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an owner does with their generations: cancel, delete, share, list. */
class OwnGenerationsTest {

    private final GenerationWorld world = new GenerationWorld();
    private final User user = world.user(100);
    private final ShareGeneration shareGeneration = new ShareGeneration(world.generations, world.random);
    private final ListGenerations listGenerations = new ListGenerations(world.generations, Some.cursorSigning());
    private final ListPublicResults listPublicResults = new ListPublicResults(world.generations,
            Some.cursorSigning());
    private final FindPictureUse findPictureUse = new FindPictureUse(world.generations, _ -> false);

    @Test
    void cancelsAQueuedGenerationAndRefundsIt() {
        Generation queued = world.submitted(user);
        assertEquals(99, world.balance(user));

        CancelGeneration.Result result = world.cancel.cancel(user.id(), queued.id());

        assertEquals(new CancelGeneration.Result.Canceled(world.row(queued.id()), 100), result);
        assertTrue(world.row(queued.id()).isRefunded());
        assertEquals(result, world.cancel.cancel(user.id(), queued.id()));
        assertEquals(new RunGeneration.Result.Dropped(), world.run.run(queued.id()));
    }

    @Test
    void cancelsNothingThatRunsOrHasEnded() {
        Generation done = world.succeeded(user, aRequest().build());

        assertEquals(new CancelGeneration.Result.TooLate(), world.cancel.cancel(user.id(), done.id()));
        assertEquals(new CancelGeneration.Result.NotFound(), world.cancel.cancel(Some.id(), done.id()));
        assertEquals(99, world.balance(user));
    }

    @Test
    void deletesASettledGenerationOfTheOwner() {
        Generation done = world.succeeded(user, aRequest().build());

        assertEquals(new DeleteGeneration.Result.NotFound(), world.delete.delete(Some.id(), done.id()));
        assertEquals(new DeleteGeneration.Result.Deleted(), world.delete.delete(user.id(), done.id()));

        assertEquals(Set.of(), world.store.publicIds());
        assertEquals(new DeleteGeneration.Result.NotFound(), world.delete.delete(user.id(), done.id()));
        assertEquals(99, world.balance(user));
    }

    @Test
    void deletesNothingBeforeItsRefundIsWritten() {
        Generation queued = world.submitted(user);
        assertFalse(queued.isRefunded());
        assertEquals(new DeleteGeneration.Result.NotSettled(), world.delete.delete(user.id(), queued.id()));
        Generation failed = world.generations
                .fail(queued.id(), Guard.unchanged(queued), FailureCode.INTERNAL, world.clock.instant()).orElseThrow();

        assertFalse(failed.isRefunded());
        assertEquals(new DeleteGeneration.Result.NotSettled(), world.delete.delete(user.id(), failed.id()));
        world.sweep.sweep();

        assertEquals(new DeleteGeneration.Result.Deleted(), world.delete.delete(user.id(), failed.id()));
        assertEquals(100, world.balance(user));
    }

    @Test
    void hidesADeletedGenerationAtOnceIfItsImageCannotBeDestroyedYet() {
        Generation done = world.succeeded(user, aRequest().build());
        world.store.failing(InMemoryImageStore.Fault.BEFORE, _ -> true);

        assertEquals(new DeleteGeneration.Result.Deleted(), world.delete.delete(user.id(), done.id()));

        assertEquals(Optional.empty(), world.generations.find(user.id(), done.id()));
    }

    @Test
    void clearsAndSettlesOnlyWhatHasThatState() {
        Generation queued = world.submitted(user);

        assertThrows(IllegalArgumentException.class,
                () -> new SettleGeneration(world.generations, world.moveStars, world.uploads, world.clock)
                        .settle(queued));
        assertThrows(IllegalArgumentException.class,
                () -> new ClearGeneration(world.generations, world.store, world.uploads, world.clock).clear(queued));
    }

    @Test
    void sharesAResultUnderALinkThatStays() {
        Generation done = world.succeeded(user, aRequest().build());

        Generation shared = shareGeneration.share(user.id(), done.id(), Visibility.LINK, false).orElseThrow();
        Generation again = shareGeneration.share(user.id(), done.id(), Visibility.PUBLIC, true).orElseThrow();

        String slug = shared.sharing().slug().orElseThrow();
        assertEquals(22, slug.length());
        assertEquals(new Sharing(Visibility.PUBLIC, Optional.of(slug), true), again.sharing());
        world.generations.unshare(user.id(), done.id());
        assertNotEquals(Optional.of(slug),
                shareGeneration.share(user.id(), done.id(), Visibility.LINK, false).orElseThrow().sharing().slug());
    }

    @Test
    void sharesUnderOneLinkHoweverManyAskAtOnce() {
        Generation done = world.succeeded(user, aRequest().build());

        List<Optional<String>> slugs = Race.of(20, _ -> () -> shareGeneration
                .share(user.id(), done.id(), Visibility.LINK, false).orElseThrow().sharing().slug());

        assertEquals(1, slugs.stream().distinct().count());
    }

    @Test
    void sharesOnlyTheOwnersResults() {
        Generation done = world.succeeded(user, aRequest().build());
        Generation queued = world.submitted(user);

        assertEquals(Optional.empty(), shareGeneration.share(Some.id(), done.id(), Visibility.LINK, false));
        assertEquals(Optional.empty(), shareGeneration.share(user.id(), queued.id(), Visibility.LINK, false));
        assertThrows(IllegalArgumentException.class,
                () -> shareGeneration.share(user.id(), done.id(), Visibility.PRIVATE, false));
    }

    @Test
    void listsByPage() {
        List<Id> newestFirst = IntStream.range(0, 3).mapToObj(_ -> world.succeeded(user, aRequest().build()))
                .map(Generation::id).sorted((a, b) -> b.value().compareTo(a.value())).toList();

        Paging.Page<Generation> first = list(user.id(), GenerationFilter.ALL, Optional.empty()).orElseThrow();
        Paging.Page<Generation> second = list(user.id(), GenerationFilter.ALL, first.nextCursor()).orElseThrow();

        assertEquals(newestFirst.subList(0, 2), first.items().stream().map(Generation::id).toList());
        assertEquals(newestFirst.subList(2, 3), second.items().stream().map(Generation::id).toList());
        assertEquals(Optional.empty(), second.nextCursor());
        for (GenerationFilter other : List.of(
                new GenerationFilter(Optional.of(GenerationFilter.State.SUCCEEDED), Optional.empty(), Optional.empty(),
                        Optional.empty()),
                new GenerationFilter(Optional.empty(), Optional.of(GenerationType.EDIT), Optional.empty(),
                        Optional.empty()),
                new GenerationFilter(Optional.empty(), Optional.empty(), Optional.of(Some.id()), Optional.empty()),
                new GenerationFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(Some.id())))) {
            assertEquals(Optional.empty(), list(user.id(), other, first.nextCursor()), other::toString);
        }
        assertEquals(Optional.empty(), list(Some.id(), GenerationFilter.ALL, first.nextCursor()));
        assertEquals(Optional.empty(), list(user.id(), GenerationFilter.ALL, Optional.of("x")));
    }

    @Test
    void listsPublicResultsByPage() {
        Template template = aTemplate().build();
        world.add(template);
        for (int i = 0; i < 3; i++) {
            Generation done = world.succeeded(user, aRequest().template(template.id()).build());
            shareGeneration.share(user.id(), done.id(), Visibility.PUBLIC, false);
        }

        Paging.Page<Generation> first = listPublicResults.list(template.id(), Optional.empty(), 2).orElseThrow();

        assertEquals(2, first.items().size());
        assertEquals(1, listPublicResults.list(template.id(), first.nextCursor(), 2).orElseThrow().items()
                .size());
        assertEquals(Optional.empty(), listPublicResults.list(Some.id(), first.nextCursor(), 2));
    }

    @Test
    void knowsWhatAPictureIsUsedFor() {
        SourceReceipt source = world.source(user.id(), SourceRole.SUBJECT);
        PublicId publicId = source.receipt().publicId();
        Generation done = world.succeeded(user, aRequest().sources(source).build());
        PublicId result = done.image().orElseThrow().publicId();
        PublicId earlierTarget = PublicId.ofGenerated(user.id(), Some.id());

        assertEquals(Use.SHOWN, findPictureUse.find(done.id(), result));
        assertEquals(Use.SOURCE, findPictureUse.find(done.id(), publicId));
        assertEquals(Use.NONE, findPictureUse.find(done.id(), earlierTarget));
        assertEquals(Use.NONE, findPictureUse.find(Some.id(), publicId));
        assertEquals(Use.SHOWN, new FindPictureUse(world.generations, _ -> true).find(Some.id(), publicId));
        world.generations.delete(user.id(), done.id(), world.clock.instant());
        assertEquals(Use.SHOWN, findPictureUse.find(done.id(), result));
        assertEquals(Use.NONE, findPictureUse.find(done.id(), publicId));
        world.generations.empty(done.id(), world.clock.instant());
        assertEquals(Use.NONE, findPictureUse.find(done.id(), result));
    }

    @Test
    void showsAWaitingGenerationAsRunning() {
        assertEquals(GenerationStatus.RUNNING, GenerationStatus.WAITING.shown());
        assertEquals(GenerationStatus.QUEUED, GenerationStatus.QUEUED.shown());
    }

    private Optional<Paging.Page<Generation>> list(Id userId, GenerationFilter filter, Optional<String> cursor) {
        return listGenerations.list(userId, filter, cursor, 2);
    }
}
