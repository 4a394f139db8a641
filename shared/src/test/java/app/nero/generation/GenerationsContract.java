package app.nero.generation;

import static app.nero.generation.GenerationBuilder.aGeneration;
import static app.nero.generation.GenerationStatus.CANCELED;
import static app.nero.generation.GenerationStatus.DELETING;
import static app.nero.generation.GenerationStatus.DRAFT;
import static app.nero.generation.GenerationStatus.FAILED;
import static app.nero.generation.GenerationStatus.QUEUED;
import static app.nero.generation.GenerationStatus.RUNNING;
import static app.nero.generation.GenerationStatus.SUCCEEDED;
import static app.nero.generation.GenerationStatus.WAITING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.generation.Generations.Drafted;
import app.nero.kernel.Id;
import app.nero.picture.PublicId;
import app.nero.testing.Race;
import app.nero.testing.Some;
import app.nero.throttle.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of generations does. */
public abstract class GenerationsContract {

    private static final Instant NOW = Instant.parse("2026-05-14T12:00:00.123Z");
    private static final Instant LATER = NOW.plusSeconds(150);
    private static final String ENGINE = "filters";
    private static final EngineUse USE = new EngineUse("pencil", OptionalLong.of(1_500));

    private final Id user = Some.id();
    private final Lease lease = new Lease(Some.id(), LATER);
    private final GeneratedImage image = GenerationBuilder.image(user);

    protected abstract Generations generations();

    /** Turns a user's rows into remains. */
    protected abstract void erase(Id userId, Instant now);

    @Test
    void keepsADraftAsItIs() {
        Generation draft = aGeneration().userId(user).templateId(Optional.of(Some.id()))
                .parentId(Optional.of(Some.id())).rootId(Some.id()).characterIds(List.of(Some.id(), Some.id()))
                .sources(List.of(new SourceImage(PublicId.ofUpload(user, Some.id()), SourceRole.SUBJECT),
                        new SourceImage(PublicId.ofUpload(user, Some.id()), SourceRole.STYLE)))
                .mask(Optional.of(PublicId.ofUpload(user, Some.id()))).stars(4)
                .options(new ImageOptions(Optional.empty(), ImageSize.SIZE_4K, Optional.of(4), Integer.MAX_VALUE, 0.25,
                        false, EngineTier.PRO, 7))
                .build();

        Generation written = assertInstanceOf(Drafted.New.class, generations().draft(draft, slots(2))).generation();

        assertTrue(written.progress().slot().isPresent());
        assertEquals(GenerationBuilder.from(draft).slot(written.progress().slot()).build(), written);
        assertEquals(Optional.of(written), generations().find(draft.id()));
        assertEquals(new Drafted.Existing(written), generations().draft(draft, slots(2)));
        assertEquals(new Drafted.Existing(written), generations().draft(draft, slots(1)));
        assertEquals(new Drafted.Existing(written),
                generations().draft(draft, new Allowance(2, List.of(new Limit(1, Duration.ofDays(1))))));
    }

    @Test
    void keepsADraftWithoutPromptOrReferences() {
        Generation draft = aGeneration().userId(user).prompt(Optional.empty()).build();

        generations().draft(draft, slots(2));

        assertEquals(draft.recipe(), generations().find(draft.id()).orElseThrow().recipe());
    }

    @Test
    void givesEachSlotToOneOfManyDrafts() {
        List<Drafted> drafted = Race.of(20, _ -> () -> generations().draft(draft(), slots(3)));

        assertEquals(3, drafted.stream().filter(it -> it instanceof Drafted.New).count());
        assertEquals(17, drafted.stream().filter(new Drafted.NoFreeSlot()::equals).count());
        assertInstanceOf(Drafted.New.class, generations().draft(aGeneration().userId(Some.id()).build(), slots(3)));
    }

    @Test
    void writesOneRowOfManyDraftsWithOneId() {
        Generation draft = draft();

        List<Drafted> drafted = Race.of(20, _ -> () -> generations().draft(draft, slots(8)));

        assertEquals(1, drafted.stream().filter(it -> it instanceof Drafted.New).count());
        assertEquals(19, drafted.stream().filter(it -> it instanceof Drafted.Existing).count());
    }

    @Test
    void draftsNoMoreThanALimitAllows() {
        Allowance allowance = new Allowance(8, List.of(Limit.parse("3/PT1H"), Limit.parse("9/P1D")));

        List<Drafted> drafted = Race.of(20, _ -> () -> generations().draft(draft(), allowance));

        assertEquals(3, drafted.stream().filter(it -> it instanceof Drafted.New).count());
        assertEquals(17, drafted.stream()
                .filter(new Drafted.LimitReached(Limit.parse("3/PT1H"), NOW.plusSeconds(3_600))::equals).count());
        assertInstanceOf(Drafted.New.class, generations().draft(aGeneration().build(), allowance));
    }

    @Test
    void countsEachGenerationUntilItLeavesTheWindow() {
        Allowance allowance = new Allowance(100, List.of(Limit.parse("2/PT1H")));
        in(QUEUED, user);
        in(QUEUED, user, aGeneration().createdAt(NOW.plusSeconds(600)));

        assertEquals(new Drafted.LimitReached(Limit.parse("2/PT1H"), NOW.plusSeconds(3_600)),
                generations().draft(draft(NOW.plusMillis(3_599_999)), allowance));
        assertInstanceOf(Drafted.New.class, generations().draft(draft(NOW.plusSeconds(3_600)), allowance));
        assertEquals(new Drafted.LimitReached(Limit.parse("2/PT1H"), NOW.plusSeconds(4_200)),
                generations().draft(draft(NOW.plusSeconds(3_600)), allowance));
    }

    @Test
    void countsWhateverBecameOfAGenerationUnlessItsDraftWasClosed() {
        Allowance allowance = new Allowance(100, List.of(Limit.parse("1/P1D")));
        for (GenerationStatus status : GenerationStatus.values()) {
            Id owner = Some.id();
            in(status, owner);

            Class<?> expected = status == DELETING ? Drafted.New.class : Drafted.LimitReached.class;
            assertInstanceOf(expected, generations().draft(aGeneration().userId(owner).build(), allowance),
                    status::toString);
        }
        Generation deleted = in(SUCCEEDED, user);
        generations().delete(user, deleted.id(), NOW);
        generations().empty(deleted.id(), LATER);
        assertInstanceOf(Drafted.LimitReached.class, generations().draft(draft(), allowance));
    }

    @Test
    void pausesAUserAfterFiveBlockedGenerations() {
        for (int i = 0; i < 5; i++) {
            assertInstanceOf(Drafted.New.class, generations().draft(draft(NOW.plusSeconds(9)), slots(100)));
            Generation blocked = in(DRAFT, user, aGeneration().createdAt(NOW.plusSeconds(i)));
            if (i < 2) {
                generations().closeDraft(blocked.id(), Optional.of(FailureCode.CONTENT_BLOCKED), NOW);
                generations().empty(blocked.id(), LATER);
                assertTrue(generations().find(blocked.id()).orElseThrow().isBlocked());
            } else {
                generations().accept(blocked.id(), NOW, LATER);
                generations().lease(blocked.id(), lease, NOW);
                generations().fail(blocked.id(), new Guard.Leased(lease.id()), FailureCode.CONTENT_BLOCKED, NOW);
            }
        }
        Instant tomorrow = NOW.plus(Duration.ofDays(1));

        assertEquals(new Drafted.Paused(tomorrow), generations().draft(draft(tomorrow.minusMillis(1)), slots(100)));
        assertInstanceOf(Drafted.New.class, generations().draft(draft(tomorrow), slots(100)));
        assertInstanceOf(Drafted.New.class, generations().draft(aGeneration().build(), slots(1)));
    }

    @Test
    void freesTheSlotWhenAGenerationEnds() {
        for (GenerationStatus end : List.of(SUCCEEDED, FAILED, CANCELED, DELETING)) {
            Id owner = Some.id();
            Generation ended = in(end, owner);
            assertEquals(Optional.empty(), ended.progress().slot(), end::toString);
            assertInstanceOf(Drafted.New.class, generations().draft(aGeneration().userId(owner).build(), slots(1)),
                    end::toString);
        }
    }

    @Test
    void changesARowOnlyInTheStatesOfTheTable() {
        transitions().forEach((name, transition) -> {
            for (GenerationStatus from : GenerationStatus.values()) {
                Generation row = in(from, user);
                boolean expected = transition.from().contains(from);
                String where = name + " in " + from;

                assertEquals(expected, transition.write().test(row), where);

                Generation after = generations().find(row.id()).orElseThrow();
                assertEquals(expected ? transition.to() : from, after.status(), where);
                assertEquals(row.version() + (expected ? 1 : 0), after.version(), where);
                assertFalse(transition.write().test(row) && transition.to() != from, () -> where + " twice");
                free(row);
            }
        });
    }

    /** Of two writers that race for a row, one wins, whatever they write. */
    @Test
    void letsOneOfTwoTransitionsWin() {
        List<Transition> leaving = transitions().values().stream().filter(Transition::leavesItsState).toList();
        for (Transition one : leaving) {
            for (Transition other : leaving) {
                EnumSet<GenerationStatus> common = EnumSet.copyOf(one.from());
                common.retainAll(other.from());
                for (GenerationStatus from : common) {
                    Generation row = in(from, user);

                    List<Boolean> won = Race.of(2, racer -> () -> (racer == 0 ? one : other).write().test(row));

                    assertEquals(1, won.stream().filter(it -> it).count(), () -> "in " + from + " to " + one.to()
                            + " or " + other.to());
                    Generation after = generations().find(row.id()).orElseThrow();
                    assertEquals((won.getFirst() ? one : other).to(), after.status());
                    assertEquals(row.version() + 1, after.version());
                    free(row);
                }
            }
        }
    }

    /** Each transition, and the states in which it takes effect. */
    private Map<String, Transition> transitions() {
        Map<String, Transition> table = new LinkedHashMap<>();
        table.put("accept", new Transition(EnumSet.of(DRAFT), QUEUED,
                row -> generations().accept(row.id(), NOW, LATER).isPresent()));
        table.put("lease", new Transition(EnumSet.of(QUEUED), RUNNING,
                row -> generations().lease(row.id(), lease, NOW).isPresent()));
        table.put("report", new Transition(EnumSet.of(RUNNING), RUNNING,
                row -> generations().report(row.id(), lease.id(), 50)));
        table.put("submitted", new Transition(EnumSet.of(RUNNING), WAITING,
                row -> generations().submitted(row.id(), lease.id(), Some.id().value(), LATER)));
        table.put("collect", new Transition(EnumSet.of(WAITING), RUNNING,
                row -> generations().collect(row.id(), lease).isPresent()));
        table.put("wait again", new Transition(EnumSet.of(RUNNING), WAITING,
                row -> generations().waitAgain(row.id(), new Guard.Leased(lease.id()), LATER)));
        table.put("wait again unchanged", new Transition(EnumSet.of(RUNNING), WAITING,
                row -> generations().waitAgain(row.id(), Guard.unchanged(row), LATER)));
        table.put("requeue", new Transition(EnumSet.of(RUNNING), QUEUED,
                row -> generations().requeue(row.id(), new Guard.Leased(lease.id()), NOW, LATER)));
        table.put("requeue unchanged", new Transition(EnumSet.of(RUNNING), QUEUED,
                row -> generations().requeue(row.id(), Guard.unchanged(row), NOW, LATER)));
        table.put("succeed", new Transition(EnumSet.of(RUNNING), SUCCEEDED,
                row -> generations().succeed(row.id(), lease.id(), image, ENGINE, USE, NOW).isPresent()));
        table.put("fail", new Transition(EnumSet.of(RUNNING), FAILED, row -> generations()
                .fail(row.id(), new Guard.Leased(lease.id()), FailureCode.NO_IMAGE, NOW).isPresent()));
        table.put("fail unchanged", new Transition(EnumSet.of(QUEUED, RUNNING, WAITING), FAILED, row -> generations()
                .fail(row.id(), Guard.unchanged(row), FailureCode.NO_IMAGE, NOW).isPresent()));
        table.put("cancel", new Transition(EnumSet.of(QUEUED), CANCELED,
                row -> generations().cancel(user, row.id(), NOW).isPresent()));
        table.put("close draft", new Transition(EnumSet.of(DRAFT), DELETING,
                row -> generations().closeDraft(row.id(), Optional.empty(), NOW).isPresent()));
        table.put("delete", new Transition(EnumSet.of(SUCCEEDED), DELETING,
                row -> generations().delete(user, row.id(), NOW).isPresent()));
        table.put("empty", new Transition(EnumSet.of(DELETING), DELETING,
                row -> generations().empty(row.id(), LATER)));
        table.put("share", new Transition(EnumSet.of(SUCCEEDED), SUCCEEDED,
                row -> generations().share(user, row.id(), Optional.empty(), shared(Visibility.LINK)).isPresent()));
        table.put("unshare", new Transition(EnumSet.of(SUCCEEDED), SUCCEEDED,
                row -> generations().unshare(user, row.id()).isPresent()));
        return table;
    }

    private record Transition(Set<GenerationStatus> from, GenerationStatus to, Predicate<Generation> write) {

        boolean leavesItsState() {
            return !from.contains(to);
        }
    }

    @Test
    void keepsWhatEachStepOfASynchronousRunWrites() {
        Generation draft = ((Drafted.New) generations().draft(draft(), slots(2))).generation();

        Generation queued = generations().accept(draft.id(), NOW, LATER).orElseThrow();
        Generation running = generations().lease(draft.id(), lease, NOW.plusMillis(1)).orElseThrow();
        Generation succeeded = generations().succeed(draft.id(), lease.id(), image, ENGINE, USE, NOW.plusMillis(2))
                .orElseThrow();

        GenerationBuilder expected = GenerationBuilder.from(draft).nextVersion().status(QUEUED).queuedAt(NOW)
                .sweepAt(Optional.of(LATER));
        assertEquals(expected.build(), queued);
        expected.nextVersion().status(RUNNING).attempt(1).lease(Optional.of(lease)).startedAt(NOW.plusMillis(1));
        assertEquals(expected.build(), running);
        expected.nextVersion().status(SUCCEEDED).lease(Optional.empty()).sweepAt(Optional.empty())
                .slot(Optional.empty()).image(Optional.of(image)).engineId(ENGINE).engineUse(Optional.of(USE))
                .completedAt(NOW.plusMillis(2));
        assertEquals(expected.build(), succeeded);
        assertEquals(Optional.of(succeeded), generations().find(draft.id()));
        assertTrue(succeeded.isSettled());
    }

    @Test
    void keepsWhatEachStepOfAnAsynchronousRunWrites() {
        Generation running = in(RUNNING, user);
        Id id = running.id();
        String ref = Some.id().value();

        assertTrue(generations().markSubmitted(id, lease.id(), ENGINE, NOW));
        assertFalse(generations().markSubmitted(id, Some.id(), "other", LATER));
        assertEquals(GenerationBuilder.from(running).engineId(ENGINE).submittedAt(Optional.of(NOW)).build(),
                generations().find(id).orElseThrow());
        assertTrue(generations().submitted(id, lease.id(), ref, NOW.plusSeconds(2)));
        Generation waiting = generations().find(id).orElseThrow();
        assertEquals(GenerationBuilder.from(running).nextVersion().status(WAITING).engineId(ENGINE)
                .submittedAt(Optional.of(NOW)).providerRef(Optional.of(ref)).lease(Optional.empty())
                .sweepAt(Optional.of(NOW.plusSeconds(2)))
                .build(), waiting);
        Lease second = new Lease(Some.id(), LATER.plusSeconds(9));
        Generation collecting = generations().collect(id, second).orElseThrow();
        assertEquals(GenerationBuilder.from(waiting).nextVersion().status(RUNNING).lease(Optional.of(second))
                .sweepAt(Optional.of(second.until())).build(), collecting);
        assertTrue(generations().requeue(id, new Guard.Leased(second.id()), NOW, LATER));
        Generation queued = generations().find(id).orElseThrow();
        assertEquals(Optional.empty(), queued.progress().submittedAt());
        assertEquals(Optional.empty(), queued.progress().providerRef());
        assertEquals(Optional.empty(), queued.progress().lease());
        assertEquals(2, generations().lease(id, lease, NOW).orElseThrow().progress().attempt());
    }

    @Test
    void forgetsHowFarAnAttemptWasWhenItEnds() {
        Generation running = in(RUNNING, user);

        assertEquals(Optional.empty(), running.progress().percent());
        assertTrue(generations().report(running.id(), lease.id(), 40));

        Generation reported = generations().find(running.id()).orElseThrow();
        assertEquals(GenerationBuilder.from(running).nextVersion().percent(40).build(), reported);
        assertTrue(generations().requeue(running.id(), new Guard.Leased(lease.id()), NOW, LATER));
        assertEquals(Optional.empty(),
                generations().lease(running.id(), lease, NOW).orElseThrow().progress().percent());
    }

    @Test
    void acceptsWritesOfTheCurrentLeaseOnly() {
        Generation first = in(RUNNING, user);
        Guard old = new Guard.Leased(lease.id());
        assertTrue(generations().requeue(first.id(), old, NOW, LATER));
        Lease second = new Lease(Some.id(), LATER);
        generations().lease(first.id(), second, NOW);

        assertFalse(generations().requeue(first.id(), old, NOW, LATER));
        assertFalse(generations().report(first.id(), lease.id(), 50));
        assertFalse(generations().waitAgain(first.id(), old, LATER));
        assertFalse(generations().submitted(first.id(), lease.id(), Some.id().value(), LATER));
        assertEquals(Optional.empty(), generations().fail(first.id(), old, FailureCode.INTERNAL, NOW));
        assertEquals(Optional.empty(), generations().succeed(first.id(), lease.id(), image, ENGINE, USE, NOW));
        assertTrue(generations().succeed(first.id(), second.id(), image, ENGINE, USE, NOW).isPresent());
    }

    @Test
    void refusesWritesOfASweepThatReadAnOlderState() {
        Generation seen = in(RUNNING, user);
        generations().submitted(seen.id(), lease.id(), Some.id().value(), LATER);
        generations().collect(seen.id(), lease);

        assertEquals(Optional.empty(),
                generations().fail(seen.id(), Guard.unchanged(seen), FailureCode.INTERNAL, NOW));
        assertFalse(generations().requeue(seen.id(), Guard.unchanged(seen), NOW, LATER));
        assertFalse(generations().postpone(seen.id(), Guard.unchanged(seen), LATER));
    }

    @Test
    void postponesOnceForOverlappingSweeps() {
        Generation seen = in(QUEUED, user);

        List<Boolean> postponed = Race.of(10,
                i -> () -> generations().postpone(seen.id(), Guard.unchanged(seen), LATER.plusSeconds(i + 1)));

        assertEquals(1, postponed.stream().filter(it -> it).count());
        assertEquals(seen.version(), generations().find(seen.id()).orElseThrow().version());
    }

    @Test
    void givesALeaseToOneOfManyWorkers() {
        Generation queued = in(QUEUED, user);

        List<Optional<Generation>> leased = Race.of(20,
                _ -> () -> generations().lease(queued.id(), new Lease(Some.id(), LATER), NOW));

        assertEquals(1, leased.stream().filter(Optional::isPresent).count());
        assertEquals(1, generations().find(queued.id()).orElseThrow().progress().attempt());
    }

    @Test
    void letsEitherTheCancelOrTheWorkerWin() {
        for (int i = 0; i < 10; i++) {
            Generation queued = in(QUEUED, user);
            List<Boolean> won = Race.of(2,
                    racer -> () -> racer == 0
                            ? generations().cancel(user, queued.id(), NOW).isPresent()
                            : generations().lease(queued.id(), lease, NOW).isPresent());
            assertEquals(1, won.stream().filter(it -> it).count());
            free(queued);
        }
    }

    @Test
    void settlesWhatEndedWithoutAnImageOnce() {
        for (GenerationStatus end : List.of(FAILED, CANCELED)) {
            Generation ended = in(end, user);
            assertFalse(ended.isSettled());
            assertEquals(Optional.empty(), generations().delete(user, ended.id(), NOW));

            Generation settled = generations().settle(ended.id()).orElseThrow();

            assertTrue(settled.isRefunded());
            assertEquals(ended.version() + 1, settled.version());
            assertEquals(Optional.empty(), generations().settle(ended.id()));
            assertTrue(generations().delete(user, ended.id(), NOW).isPresent());
        }
    }

    @Test
    void settlesNothingElse() {
        for (GenerationStatus status : EnumSet.complementOf(EnumSet.of(FAILED, CANCELED))) {
            Generation row = in(status, user);
            assertEquals(Optional.empty(), generations().settle(row.id()), status::toString);
            free(row);
        }
    }

    @Test
    void hidesGenerationsFromOthers() {
        Generation queued = in(QUEUED, user);
        Generation succeeded = in(SUCCEEDED, user);
        Id other = Some.id();

        assertEquals(Optional.empty(), generations().find(other, queued.id()));
        assertEquals(Optional.empty(), generations().cancel(other, queued.id(), NOW));
        assertEquals(Optional.empty(), generations().delete(other, succeeded.id(), NOW));
        assertEquals(Optional.empty(),
                generations().share(other, succeeded.id(), Optional.empty(), shared(Visibility.PUBLIC)));
        assertEquals(Optional.empty(), generations().unshare(other, succeeded.id()));
        assertEquals(List.of(), generations().list(other, GenerationFilter.ALL, Optional.empty(), 10));
        assertEquals(Optional.of(queued), generations().find(user, queued.id()));
    }

    @Test
    void showsNeitherDraftsNorWhatIsDeleted() {
        for (GenerationStatus status : List.of(DRAFT, DELETING)) {
            Generation row = in(status, user);
            assertEquals(Optional.empty(), generations().find(user, row.id()));
            assertTrue(generations().find(row.id()).isPresent());
        }
        assertEquals(List.of(), generations().list(user, GenerationFilter.ALL, Optional.empty(), 10));
    }

    @Test
    void emptiesARowAndRemovesOnlyATombstone() {
        Generation draft = aGeneration().userId(user).templateId(Optional.of(Some.id()))
                .parentId(Optional.of(Some.id())).characterIds(List.of(Some.id()))
                .sources(List.of(new SourceImage(PublicId.ofUpload(user, Some.id()), SourceRole.SUBJECT)))
                .mask(Optional.of(PublicId.ofUpload(user, Some.id()))).build();
        generations().draft(draft, slots(1));
        generations().accept(draft.id(), NOW, LATER);
        generations().lease(draft.id(), lease, NOW);
        generations().succeed(draft.id(), lease.id(), image, ENGINE, USE, NOW);
        generations().remove(draft.id());
        generations().delete(user, draft.id(), NOW);
        generations().remove(draft.id());
        Generation deleted = generations().find(draft.id()).orElseThrow();
        assertEquals(Optional.of(new Removal(Removal.Cause.OWNER, false)), deleted.removal());
        assertEquals(Optional.of(image), deleted.image());

        assertTrue(generations().empty(draft.id(), LATER));

        Generation tombstone = generations().find(draft.id()).orElseThrow();
        assertEquals(Optional.of(new Removal(Removal.Cause.OWNER, true)), tombstone.removal());
        assertEquals(Optional.empty(), tombstone.image());
        assertEquals(new Recipe(draft.recipe().type(), Optional.empty(), Optional.empty(), Optional.empty(),
                draft.id(), List.of(), List.of(), Optional.empty(), draft.recipe().options()), tombstone.recipe());
        assertEquals(Optional.of(LATER), tombstone.progress().sweepAt());
        generations().remove(draft.id());
        assertEquals(Optional.empty(), generations().find(draft.id()));
    }

    @Test
    void sharesUnderOneSlugHoweverManyAskAtOnce() {
        Generation succeeded = in(SUCCEEDED, user);

        List<Optional<Generation>> shared = Race.of(10,
                _ -> () -> generations().share(user, succeeded.id(), Optional.empty(), shared(Visibility.LINK)));

        assertEquals(1, shared.stream().filter(Optional::isPresent).count());
        Sharing sharing = generations().find(succeeded.id()).orElseThrow().sharing();
        assertEquals(succeeded.id(), generations().findShared(sharing.slug().orElseThrow()).orElseThrow().id());
        Sharing wider = new Sharing(Visibility.PUBLIC, sharing.slug(), true);
        assertEquals(wider, generations().share(user, succeeded.id(), sharing.slug(), wider).orElseThrow().sharing());
    }

    @Test
    void endsASharing() {
        Function<Generation, Optional<Generation>> unshare = row -> generations().unshare(user, row.id());
        Function<Generation, Optional<Generation>> delete = row -> generations().delete(user, row.id(), NOW);
        for (var end : List.of(unshare, delete)) {
            Generation succeeded = in(SUCCEEDED, user);
            Sharing sharing = shared(Visibility.PUBLIC);
            generations().share(user, succeeded.id(), Optional.empty(), sharing);

            assertEquals(Sharing.PRIVATE, end.apply(succeeded).orElseThrow().sharing());
            assertEquals(Optional.empty(), generations().findShared(sharing.slug().orElseThrow()));
        }
    }

    @Test
    void listsAUsersGenerationsNewestFirst() {
        List<Generation> rows = IntStream.range(0, 4).mapToObj(_ -> in(SUCCEEDED, user)).toList();
        List<Generation> newestFirst = rows.reversed();

        assertEquals(newestFirst, generations().list(user, GenerationFilter.ALL, Optional.empty(), 10));
        assertEquals(newestFirst.subList(0, 2), generations().list(user, GenerationFilter.ALL, Optional.empty(), 2));
        assertEquals(newestFirst.subList(2, 4),
                generations().list(user, GenerationFilter.ALL, Optional.of(newestFirst.get(1).id()), 10));
    }

    @Test
    void filtersAUsersGenerations() {
        Id template = Some.id();
        Generation queued = in(QUEUED, user, aGeneration().templateId(Optional.of(template)));
        Generation running = in(RUNNING, user, aGeneration().type(GenerationType.EDIT));
        Generation waiting = in(WAITING, user, aGeneration().rootId(queued.id()));
        Generation succeeded = in(SUCCEEDED, user, aGeneration().type(GenerationType.EDIT));
        Generation failed = in(FAILED, user);
        Generation canceled = in(CANCELED, user);
        GenerationFilter all = GenerationFilter.ALL;

        assertEquals(List.of(canceled, failed, succeeded, waiting, running, queued), list(all));
        assertEquals(List.of(waiting, running, queued), list(byState(GenerationFilter.State.ACTIVE)));
        assertEquals(List.of(succeeded), list(byState(GenerationFilter.State.SUCCEEDED)));
        assertEquals(List.of(failed), list(byState(GenerationFilter.State.FAILED)));
        assertEquals(List.of(succeeded, running), list(new GenerationFilter(Optional.empty(),
                Optional.of(GenerationType.EDIT), Optional.empty(), Optional.empty())));
        assertEquals(List.of(queued), list(
                new GenerationFilter(Optional.empty(), Optional.empty(), Optional.of(template), Optional.empty())));
        assertEquals(List.of(waiting, queued), list(
                new GenerationFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(queued.id()))));
    }

    @Test
    void listsThePublicResultsOfATemplate() {
        Id template = Some.id();
        List<Id> ids = List.of(Visibility.PUBLIC, Visibility.LINK, Visibility.PUBLIC).stream().map(visibility -> {
            Generation row = in(SUCCEEDED, user, aGeneration().templateId(Optional.of(template)));
            generations().share(user, row.id(), Optional.empty(), shared(visibility));
            return row.id();
        }).toList();
        in(SUCCEEDED, user, aGeneration().templateId(Optional.of(template)));

        assertEquals(List.of(ids.get(2), ids.get(0)), idsOf(generations().listPublic(template, Optional.empty(), 10)));
        assertEquals(List.of(ids.get(2)), idsOf(generations().listPublic(template, Optional.empty(), 1)));
        assertEquals(List.of(ids.get(0)),
                idsOf(generations().listPublic(template, Optional.of(ids.get(2)), 10)));
        assertEquals(List.of(), generations().listPublic(Some.id(), Optional.empty(), 10));
    }

    @Test
    void countsResultsByTemplateInARangeOfIds() {
        Id first = new Id("000000000000000000000001");
        Id second = new Id("000000000000000000000002");
        Id third = new Id("000000000000000000000003");
        List.of(first, first, second, third).forEach(id -> in(SUCCEEDED, user, of(id)));
        free(in(QUEUED, user, of(first)));
        generations().delete(user, in(SUCCEEDED, user, of(second)).id(), NOW);

        assertEquals(Map.of(first, 2, second, 1), generations().countByTemplate(Id.NOBODY, Optional.of(second)));
        assertEquals(Map.of(second, 1, third, 1), generations().countByTemplate(first, Optional.of(third)));
        assertFalse(generations().countByTemplate(third, Optional.empty()).containsKey(third));
    }

    private static GenerationBuilder of(Id templateId) {
        return aGeneration().templateId(Optional.of(templateId));
    }

    @Test
    void listsWhatIsDueInTheirOrder() {
        Instant then = Instant.parse("2001-01-01T00:00:00Z");
        Generation second = in(QUEUED, user);
        Generation first = in(QUEUED, user);
        generations().postpone(second.id(), Guard.unchanged(second), then.plusSeconds(2));
        generations().postpone(first.id(), Guard.unchanged(first), then.plusSeconds(1));
        in(SUCCEEDED, user);

        assertEquals(List.of(first.id(), second.id()), due(Set.of(QUEUED), then.plusSeconds(2)));
        assertEquals(List.of(first.id()), due(Set.of(QUEUED), then.plusSeconds(1)));
        assertEquals(List.of(), due(Set.of(RUNNING, FAILED), then.plusSeconds(2)));
        assertEquals(1, generations().listDue(Set.of(QUEUED), then.plusSeconds(2), 1).size());
    }

    /** Only this test uses the year 1999, so other rows do not count. */
    @Test
    void countsWhatTheSweepShouldHaveContinued() {
        Instant since = Instant.parse("1999-01-01T00:00:00Z");
        Instant dueBy = since.plusSeconds(60);
        Overdue overdue = new Overdue(dueBy, since, NOW);

        due(in(QUEUED, user), since.minusMillis(1));
        due(failed(since.minusMillis(1)), dueBy);
        due(in(QUEUED, user, aGeneration().createdAt(NOW.minusMillis(1))), dueBy);
        due(in(DRAFT, user, aGeneration().createdAt(NOW.minusMillis(1))), dueBy);
        assertEquals(4, generations().countOverdue(overdue, 100));

        due(in(QUEUED, user), dueBy);
        due(failed(since), dueBy);
        due(in(QUEUED, user, aGeneration().createdAt(NOW.minusMillis(1))), dueBy.plusMillis(1));
        in(SUCCEEDED, user, aGeneration().createdAt(NOW.minusMillis(1)));
        assertEquals(4, generations().countOverdue(overdue, 100));
        assertEquals(3, generations().countOverdue(overdue, 3));
    }

    private Generation failed(Instant at) {
        Generation running = in(RUNNING, user);
        return generations().fail(running.id(), new Guard.Leased(lease.id()), FailureCode.INTERNAL, at).orElseThrow();
    }

    private void due(Generation row, Instant sweepAt) {
        assertTrue(generations().postpone(row.id(), Guard.unchanged(row), sweepAt));
    }

    @Test
    void erasesAUsersRowsIntoRemains() {
        for (GenerationStatus status : GenerationStatus.values()) {
            Id owner = Some.id();
            Generation row = in(status, owner);
            Generation other = in(status, user);

            erase(owner, NOW);
            erase(owner, NOW.plusSeconds(1));

            Generation erased = generations().find(row.id()).orElseThrow();
            assertEquals(DELETING, erased.status());
            assertEquals(Optional.of(new Removal(Removal.Cause.ERASURE, false)), erased.removal());
            assertEquals(Optional.empty(), erased.recipe().prompt());
            assertEquals(Optional.empty(), erased.progress().slot());
            assertEquals(Optional.empty(), erased.progress().lease());
            assertEquals(row.recipe().sources(), erased.recipe().sources());
            assertEquals(row.image(), erased.image());
            Instant sweepAt = erased.progress().sweepAt().orElseThrow();
            assertFalse(sweepAt.isBefore(status == RUNNING ? LATER : NOW), status::toString);
            assertEquals(Optional.of(other), generations().find(other.id()));
            free(other);
        }
    }

    @Test
    void makesTombstonesDueWhenErased() {
        Generation deleted = in(DELETING, user);
        generations().empty(deleted.id(), LATER);

        erase(user, NOW);

        Generation erased = generations().find(deleted.id()).orElseThrow();
        assertEquals(Optional.of(new Removal(Removal.Cause.ERASURE, true)), erased.removal());
        assertEquals(Optional.of(NOW), erased.progress().sweepAt());
    }

    private Generation draft() {
        return draft(NOW);
    }

    private Generation draft(Instant createdAt) {
        return aGeneration().userId(user).createdAt(createdAt).build();
    }

    private Generation in(GenerationStatus status, Id owner) {
        return in(status, owner, aGeneration());
    }

    /** A row in that state, under {@link #lease} if it is running. */
    private Generation in(GenerationStatus status, Id owner, GenerationBuilder builder) {
        Id id = ((Drafted.New) generations().draft(builder.userId(owner).build(), slots(100))).generation().id();
        if (!EnumSet.of(DRAFT, DELETING).contains(status)) {
            generations().accept(id, NOW, LATER);
        }
        if (EnumSet.of(RUNNING, WAITING, SUCCEEDED, FAILED).contains(status)) {
            generations().lease(id, lease, NOW);
        }
        switch (status) {
            case WAITING -> generations().submitted(id, lease.id(), Some.id().value(), LATER);
            case SUCCEEDED -> generations().succeed(id, lease.id(), image, ENGINE, USE, NOW);
            case FAILED -> generations().fail(id, new Guard.Leased(lease.id()), FailureCode.NO_IMAGE, NOW);
            case CANCELED -> generations().cancel(owner, id, NOW);
            case DELETING -> generations().closeDraft(id, Optional.empty(), NOW);
            case DRAFT, QUEUED, RUNNING -> {
                // It is in that state.
            }
        }
        Generation row = generations().find(id).orElseThrow();
        assertEquals(status, row.status());
        return row;
    }

    /** Frees the slot, so that later rows find one. */
    private void free(Generation row) {
        Generation now = generations().find(row.id()).orElseThrow();
        generations().closeDraft(row.id(), Optional.empty(), NOW);
        generations().fail(row.id(), Guard.unchanged(now), FailureCode.INTERNAL, NOW);
    }

    private static Allowance slots(int slots) {
        return new Allowance(slots, List.of());
    }

    private static Sharing shared(Visibility visibility) {
        return new Sharing(visibility, Optional.of("slug-" + Some.id()), false);
    }

    private List<Generation> list(GenerationFilter filter) {
        return generations().list(user, filter, Optional.empty(), 10);
    }

    private static GenerationFilter byState(GenerationFilter.State state) {
        return new GenerationFilter(Optional.of(state), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private List<Id> due(Set<GenerationStatus> statuses, Instant now) {
        return idsOf(generations().listDue(statuses, now, 100).stream().filter(row -> row.userId().equals(user))
                .toList());
    }

    private static List<Id> idsOf(List<Generation> rows) {
        return rows.stream().map(Generation::id).toList();
    }
}
