package app.nero.generation;

import static app.nero.generation.GenerationWorld.RequestBuilder.aRequest;
import static app.nero.template.TemplateBuilder.aTemplate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.Subscription;
import app.nero.account.User;
import app.nero.generation.SubmitGeneration.Result;
import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import app.nero.picture.PublicId;
import app.nero.picture.UploadReceipt;
import app.nero.stars.StarsKind;
import app.nero.template.Template;
import app.nero.testing.Faults;
import app.nero.testing.Race;
import app.nero.testing.Some;
import app.nero.testing.Wrapping;
import app.nero.throttle.Limit;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a request for a generation is answered, and what it costs. */
class SubmitGenerationTest {

    private final GenerationWorld world = new GenerationWorld();
    private final User user = world.user(3);
    private final Id id = world.id();

    @Test
    void takesThePriceOnceAndQueuesTheGeneration() {
        SourceReceipt source = world.source(user.id(), SourceRole.SUBJECT);

        Result.Accepted accepted = accepted(submit(id, aRequest().sources(source).build()));

        Generation row = world.row(id);
        assertEquals(row, accepted.generation());
        assertEquals(GenerationStatus.QUEUED, row.status());
        assertEquals(id, row.recipe().rootId());
        assertEquals(2, accepted.balance());
        assertTrue(accepted.hinted());
        assertEquals(List.of(3, -1), world.amounts(user.id()));
        assertEquals(StarsKind.GENERATION, world.ledger.find(user.id(), "generation:" + id).orElseThrow().kind());
        assertEquals(Optional.of(id), world.uploads.all().getFirst().usedBy());
        assertEquals(List.of(new InMemoryJobQueue.Sent(new JobHint(id, user.id()), world.clock.instant())),
                world.queue.all());
        assertEquals(Optional.of(world.clock.instant().plus(Duration.ofMinutes(2))), row.progress().sweepAt());
    }

    @Test
    void answersARepetitionAlikeAndTakesNothingMore() {
        accepted(submit(id, aRequest().build()));
        world.clock.advance(Duration.ofHours(1));
        accepted(submit(id, aRequest().build()));
        world.run.run(id);

        Result.Accepted again = accepted(submit(id, aRequest().build()));

        assertEquals(GenerationStatus.SUCCEEDED, again.generation().status());
        assertEquals(2, again.balance());
        assertEquals(List.of(3, -1), world.amounts(user.id()));
    }

    @Test
    void makesOneRowAndOneDebitOfFiftyIdenticalRequests() {
        GenerationRequest request = aRequest().sources(world.source(user.id(), SourceRole.SUBJECT)).build();

        List<Result> results = Race.of(50, _ -> () -> submit(id, request));

        results.forEach(SubmitGenerationTest::accepted);
        assertEquals(List.of(3, -1), world.amounts(user.id()));
        assertEquals(1, world.generations.all().count());
    }

    @Test
    void acceptsOneOfTwoRequestsWithOneStarLeft() {
        User poor = world.user(1);

        List<Result> results = Race.of(2, _ -> () -> submit(poor, world.id(), aRequest().build()));

        assertEquals(1, results.stream().filter(it -> it instanceof Result.Accepted).count());
        assertEquals(1, results.stream().filter(new Result.InsufficientStars(0, 1)::equals).count());
        assertEquals(0, world.balance(poor));
    }

    @Test
    void saysHowManyStarsAreMissingAndLeavesNothingBehind() {
        User poor = world.user(0);
        SourceReceipt source = world.source(poor.id(), SourceRole.SUBJECT);
        GenerationRequest request = aRequest().sources(source).size(ImageSize.SIZE_4K).build();

        assertEquals(new Result.InsufficientStars(0, 2), submit(poor, id, request));

        assertEquals(GenerationStatus.DELETING, world.row(id).status());
        assertEquals(Optional.empty(), world.row(id).progress().slot());
        assertEquals(Optional.empty(), world.uploads.all().getFirst().usedBy());
        assertEquals(0, world.ledger.find(poor.id(), "generation:" + id).orElseThrow().amount());
        world.moveStars.move(poor.id(), 5, "a gift", "gift 2");
        assertEquals(new Result.KeySpent(), submit(poor, id, request));
        assertEquals(5, world.balance(poor));
        accepted(submit(poor, world.id(), request));
    }

    @Test
    void limitsJobsAtOnceByPlan() {
        User rich = world.user(100);
        for (int i = 0; i < 2; i++) {
            accepted(submit(rich, world.id(), aRequest().build()));
        }
        assertEquals(new Result.TooManyJobs(2), submit(rich, world.id(), aRequest().build()));
        world.subscribe(rich, Subscription.PRO);
        for (int i = 0; i < 2; i++) {
            accepted(submit(rich, world.id(), aRequest().build()));
        }
        assertEquals(new Result.TooManyJobs(4), submit(rich, world.id(), aRequest().build()));
        world.subscribe(rich, Subscription.PREMIUM);
        for (int i = 0; i < 4; i++) {
            accepted(submit(rich, world.id(), aRequest().build()));
        }
        assertEquals(new Result.TooManyJobs(8), submit(rich, world.id(), aRequest().build()));
        assertEquals(92, world.balance(rich));
        world.work();
        accepted(submit(rich, world.id(), aRequest().build()));
    }

    @Test
    void acceptsTheJobWhenTheQueueIsDown() {
        GenerationWorld broken = new GenerationWorld(new Wrapping() {

            @Override
            public <T> T in(Class<T> port, T real) {
                JobQueue down = (_, _) -> {
                    throw new UnavailableException(Service.DATABASE, new IllegalStateException("down"));
                };
                return port == JobQueue.class ? port.cast(down) : real;
            }
        }, Prices.ALL);
        User owner = broken.user(3);

        Result.Accepted accepted = accepted(broken.submit.submit(owner.id(), id, aRequest().build()));

        assertFalse(accepted.hinted());
        assertEquals(GenerationStatus.QUEUED, broken.row(id).status());
    }

    @Test
    void refusesAUserWhoseBankQuestionsAPayment() {
        User user = world.user(3);
        world.disputing.add(user.id());

        assertEquals(new Result.Disputed(), submit(user, world.id(), aRequest().build()));
        assertEquals(3, world.moveStars.balance(user.id()));

        world.disputing.clear();
        assertInstanceOf(Result.Accepted.class, submit(user, world.id(), aRequest().build()));
    }

    @Test
    void refusesAPriceThatHasRisen() {
        GenerationWorld later = new GenerationWorld(Wrapping.NONE, new Prices(
                List.of(new PriceList(1, 1, 2, 2, 4, 1, 2), new PriceList(2, 2, 2, 2, 4, 1, 2))));
        User owner = later.user(3);

        assertEquals(new Result.PriceChanged(2, 2),
                later.submit.submit(owner.id(), id, aRequest().priceVersion(1).build()));
        assertEquals(3, later.balance(owner));
        accepted(later.submit.submit(owner.id(), id, aRequest().priceVersion(2).build()));
        assertEquals(1, later.balance(owner));
        assertEquals(2, later.row(id).recipe().options().priceVersion());
    }

    @Test
    void findsNothingThatBelongsToSomebodyElse() {
        User other = world.user(3);
        Generation result = world.succeeded(other, aRequest().build());
        SourceReceipt source = world.source(other.id(), SourceRole.SUBJECT);

        assertEquals(new Result.NotFound("parentId"), submit(id, aRequest().parent(result.id()).build()));
        assertEquals(new Result.NotFound("templateId"), submit(id, aRequest().template(Some.id()).build()));
        assertEquals(new Result.NotFound("characterIds"), submit(id, aRequest().characters(Some.id()).build()));
        assertEquals(new Result.NotFound("sources"), submit(id, aRequest().sources(source).build()));
        assertEquals(Optional.empty(), world.generations.find(id));
        assertEquals(3, world.balance(user));
    }

    @Test
    void findsNoSourceWithoutTheStoresReceipt() {
        PublicId own = world.source(user.id(), SourceRole.SUBJECT).receipt().publicId();
        SourceReceipt forged = new SourceReceipt(new UploadReceipt(own, "1", "0".repeat(64)), SourceRole.SUBJECT);
        SourceReceipt ofACharacter = new SourceReceipt(
                world.store.receipt(PublicId.ofCharacter(user.id(), Some.id())), SourceRole.SUBJECT);

        assertEquals(new Result.NotFound("sources"), submit(id, aRequest().sources(forged).build()));
        assertEquals(new Result.NotFound("sources"), submit(id, aRequest().sources(ofACharacter).build()));
    }

    @Test
    void findsNoSourceThatAnotherGenerationHolds() {
        SourceReceipt source = world.source(user.id(), SourceRole.SUBJECT);
        accepted(submit(id, aRequest().sources(source).build()));
        Id second = world.id();

        assertEquals(new Result.NotFound("sources"), submit(second, aRequest().sources(source).build()));

        assertEquals(2, world.balance(user));
        assertEquals(Optional.of(id), world.uploads.all().getFirst().usedBy());
        assertEquals(new Result.KeySpent(), submit(second, aRequest().build()));
    }

    @Test
    void continuesTheChainOfTheParent() {
        Generation first = world.succeeded(user, aRequest().build());
        Generation second = world.succeeded(user, aRequest().parent(first.id()).build());

        accepted(submit(id, aRequest().type(GenerationType.EDIT).parent(second.id()).build()));

        assertEquals(first.id(), world.row(id).recipe().rootId());
        assertEquals(Optional.of(second.id()), world.row(id).recipe().parentId());
    }

    @Test
    void refusesAParentWithoutAnImage() {
        Generation queued = world.submitted(user);

        assertEquals(new Result.NotFound("parentId"), submit(id, aRequest().parent(queued.id()).build()));
    }

    @Test
    void refusesWhatIsInvalid() {
        assertInstanceOf(Result.Invalid.class, submit(id, aRequest().seed(-1).build()));
        assertEquals(Optional.empty(), world.generations.find(id));
    }

    @Test
    void refusesATierWithoutAnEngine() {
        CheckRequest checkRequest = new CheckRequest(world.generations, world.templates, world.characters, world.store,
                new EngineOffers(List.of(world.engine.offer())), world.switches, Prices.ALL);

        assertEquals(new CheckRequest.Check.Invalid(new Violation("engine", "is not available here")),
                checkRequest.check(user.id(), aRequest().engine(EngineTier.PRO).build()));
    }

    @Test
    void saysWhatTheEnginesOfATierCannotDo() {
        EngineOffer small = new EngineOffer("small", EngineTier.STANDARD, "Small",
                EnumSet.allOf(GenerationType.class), Set.of(ImageSize.SIZE_1K), Set.of(), 5, 2, PromptAlone.GENERATES,
                false, Duration.ofSeconds(3));
        CheckRequest checkRequest = new CheckRequest(world.generations, world.templates, world.characters, world.store,
                new EngineOffers(List.of(small)), world.switches, Prices.ALL);

        assertEquals(new CheckRequest.Check.Invalid(new Violation("size", "is not supported by this engine")),
                checkRequest.check(user.id(), aRequest().size(ImageSize.SIZE_4K).build()));
    }

    @Test
    void acceptsNothingWhileTheEnginesOfATierAreOff() {
        world.switches.set(world.engine.offer().id(), false);

        assertEquals(new Result.EngineOff(), submit(id, aRequest().build()));
        assertEquals(new QuoteGeneration.Result.EngineOff(), world.quote.quote(user.id(), aRequest().build()));
        accepted(submit(world.id(), aRequest().engine(EngineTier.PRO).build()));
    }

    @Test
    void acceptsATemplateWithoutAPrompt() {
        Template template = aTemplate().build();
        world.add(template);

        accepted(submit(id, aRequest().withoutPrompt().template(template.id()).build()));
    }

    @Test
    void takesTheStrengthOfTheTemplateIfTheRequestHasNone() {
        Template template = aTemplate().strength(0.4).build();
        world.add(template);
        Id other = world.id();

        accepted(submit(id, aRequest().template(template.id()).build()));
        accepted(submit(other, aRequest().template(template.id()).strength(0.9).build()));

        assertEquals(0.4, world.row(id).recipe().options().strength());
        assertEquals(0.9, world.row(other).recipe().options().strength());
    }

    @Test
    void makesNoRowForAnIdWhoseRowMayBeGone() {
        world.clock.advance(Duration.ofHours(24));

        assertEquals(new Result.KeySpent(), submit(id, aRequest().build()));

        assertEquals(Optional.empty(), world.generations.find(id));
        assertEquals(3, world.balance(user));
    }

    @Test
    void refundsNothingWhenTheOwnerDeletedTheResult() {
        accepted(submit(id, aRequest().build()));
        world.run.run(id);
        world.delete.delete(user.id(), id);

        assertEquals(new Result.KeySpent(), submit(id, aRequest().build()));

        assertEquals(List.of(3, -1), world.amounts(user.id()));
    }

    @Test
    void refusesAnIdOfSomebodyElse() {
        accepted(submit(id, aRequest().build()));
        User other = world.user(3);

        assertEquals(new Result.KeySpent(), submit(other, id, aRequest().build()));
        assertEquals(3, world.balance(other));
    }

    @Test
    void acceptsNothingForAnErasedAccount() {
        assertEquals(new Result.AccountGone(), world.submit.submit(Some.id(), id, aRequest().build()));
        assertEquals(Optional.empty(), world.generations.find(id));
    }

    @Test
    void quotesThePriceWithoutWritingAnything() {
        SourceReceipt source = world.source(user.id(), SourceRole.SUBJECT);
        GenerationRequest request = aRequest().sources(source).size(ImageSize.SIZE_4K).build();

        assertEquals(new QuoteGeneration.Result.Quoted(new Quote(2, 3, Duration.ofSeconds(3), false, 1)),
                world.quote.quote(user.id(), request));
        assertEquals(new QuoteGeneration.Result.NotFound("templateId"),
                world.quote.quote(user.id(), aRequest().template(Some.id()).build()));
        assertInstanceOf(QuoteGeneration.Result.Invalid.class,
                world.quote.quote(user.id(), aRequest().seed(-1).build()));
        assertEquals(0, world.generations.all().count());
        assertEquals(Optional.empty(), world.uploads.all().getFirst().usedBy());
        assertTrue(new Quote(3, 3, Duration.ZERO, false, 1).isAffordable());
        assertFalse(new Quote(4, 3, Duration.ZERO, false, 1).isAffordable());
    }

    @Test
    void takesNothingForARequestThatIsBlocked() {
        SourceReceipt source = world.source(user.id(), SourceRole.SUBJECT);
        GenerationRequest request = blocked().sources(source).build();

        assertEquals(new Result.ContentBlocked(), submit(id, request));

        assertEquals(3, world.balance(user));
        assertEquals(Optional.empty(), world.uploads.all().getFirst().usedBy());
        assertEquals(List.of(), world.queue.all());
        assertEquals(Optional.empty(), world.generations.find(user.id(), id));
        world.sweep.sweep();
        assertEquals(Optional.empty(), world.row(id).recipe().prompt());
        assertEquals(new Result.ContentBlocked(), submit(id, request));
        accepted(submit(world.id(), aRequest().sources(source).build()));
    }

    @Test
    void pausesAUserForADayAfterFiveBlockedRequestsAndResults() {
        User rich = world.user(100);
        List<Id> ids = Stream.generate(world::id).limit(5).toList();
        for (Id blocked : ids.subList(0, 3)) {
            for (int repetition = 0; repetition < 3; repetition++) {
                assertEquals(new Result.ContentBlocked(), submit(rich, blocked, blocked().build()));
            }
        }
        world.moderation.blockResults(_ -> true);
        for (Id blocked : ids.subList(3, 5)) {
            accepted(submit(rich, blocked, aRequest().build()));
            world.run.run(blocked);
        }
        world.moderation.blockResults(_ -> false);
        world.delete.delete(rich.id(), ids.getLast());
        world.clock.advance(Duration.ofHours(1));

        assertEquals(new Result.Paused(Duration.ofHours(23)), submit(rich, id, aRequest().build()));

        assertEquals(100, world.balance(rich));
        assertEquals(Optional.empty(), world.generations.find(id));
        accepted(submit(user, world.id(), aRequest().build()));
        world.clock.advance(Duration.ofHours(23));
        accepted(submit(rich, world.id(), aRequest().build()));
    }

    @Test
    void limitsUsersByThePaidPlanThatHoldsNow() {
        GenerationWorld limited = new GenerationWorld(new GenerationLimits(Limit.parseAll("20/P1D"),
                Limit.parseAll("3/P1D"), List.of(), List.of()));
        User subscriber = limited.user(100);
        limited.subscribeFor(subscriber, Subscription.PRO, Duration.ofDays(30));

        for (int i = 0; i < 4; i++) {
            accepted(limited.submit.submit(subscriber.id(), limited.id(), aRequest().build()));
        }
        assertEquals(new Result.TooManyJobs(4),
                limited.submit.submit(subscriber.id(), limited.id(), aRequest().build()));
        limited.work();
        limited.clock.advance(Duration.ofDays(30));
        assertEquals(3, countAccepted(limited, subscriber, 5));
    }

    @Test
    void limitsFreeUsersMoreAndMostOnTheirFirstDay() {
        GenerationWorld limited = new GenerationWorld(new GenerationLimits(Limit.parseAll("20/P1D"),
                Limit.parseAll("10/P1D"), Limit.parseAll("5/P1D"), List.of()));
        User owner = limited.user(100);
        User subscriber = limited.user(100);
        limited.subscribe(subscriber, Subscription.PRO);

        assertEquals(5, countAccepted(limited, owner, 21));
        assertEquals(20, countAccepted(limited, subscriber, 21));
        assertEquals(new Result.LimitReached(new Limit(5, Duration.ofDays(1)), Duration.ofDays(1)),
                limited.submit.submit(owner.id(), limited.id(), aRequest().build()));
        limited.clock.advance(Duration.ofDays(1));
        assertEquals(10, countAccepted(limited, owner, 21));
        limited.subscribe(owner, Subscription.PREMIUM);
        assertEquals(10, countAccepted(limited, owner, 21));
    }

    @Test
    void limitsAllUsersTogether() {
        GenerationWorld limited = withTotal("2/P1D");
        countAccepted(limited, limited.user(3), 1);
        limited.clock.advance(Duration.ofHours(1));
        countAccepted(limited, limited.user(3), 1);
        User third = limited.user(3);

        assertEquals(new Result.TotalReached(Duration.ofHours(23)),
                limited.submit.submit(third.id(), id, aRequest().build()));

        assertEquals(3, limited.balance(third));
        assertEquals(Optional.empty(), limited.generations.find(id));
        limited.clock.advance(Duration.ofHours(23));
        accepted(limited.submit.submit(third.id(), limited.id(), aRequest().build()));
    }

    @Test
    void answersARepetitionAlikeThoughANewRequestWouldBeRefused() {
        GenerationWorld limited = withTotal("1/P1D");
        User owner = limited.user(3);
        Result first = limited.submit.submit(owner.id(), id, aRequest().build());

        assertEquals(accepted(first).generation(),
                accepted(limited.submit.submit(owner.id(), id, aRequest().build())).generation());
    }

    @Test
    void countsOneOfFiftyIdenticalRequests() {
        GenerationWorld limited = new GenerationWorld(
                new GenerationLimits(Limit.parseAll("2/P1D"), List.of(), List.of(), Limit.parseAll("100/P1D")));
        User owner = limited.user(3);

        Race.of(50, _ -> () -> limited.submit.submit(owner.id(), id, aRequest().build())).forEach(
                SubmitGenerationTest::accepted);

        limited.work();
        accepted(limited.submit.submit(owner.id(), id, aRequest().build()));
        assertEquals(1, countAccepted(limited, owner, 2));
        assertEquals(98, permitsLeft(limited));
    }

    @Test
    void countsNoRequestThatIsRefused() {
        GenerationWorld limited = withTotal("3/P1D");
        User owner = limited.user(2);
        User poor = limited.user(0);
        SourceReceipt source = limited.source(owner.id(), SourceRole.SUBJECT);
        accepted(limited.submit.submit(owner.id(), limited.id(), aRequest().sources(source).build()));

        List.of(aRequest().seed(-1), aRequest().template(Some.id()), aRequest().sources(source), blocked(),
                aRequest().size(ImageSize.SIZE_4K)).forEach(
                        refused -> refused(limited.submit.submit(owner.id(), limited.id(), refused.build())));
        refused(limited.submit.submit(poor.id(), limited.id(), aRequest().build()));
        accepted(limited.submit.submit(owner.id(), limited.id(), aRequest().build()));
        assertEquals(new Result.TooManyJobs(2),
                limited.submit.submit(owner.id(), limited.id(), aRequest().build()));

        assertEquals(1, permitsLeft(limited));
    }

    @Test
    void countsNoRequestWhoseDraftCouldNotBeWritten() {
        Faults faults = new Faults();
        GenerationWorld faulty = new GenerationWorld(faults.only(Generations.class), Prices.ALL,
                withTotal("1/P1D").limits, new SecureRandom());
        User owner = faulty.user(3);
        faults.at(2, Faults.Kind.BEFORE);
        assertThrows(UnavailableException.class, () -> faulty.submit.submit(owner.id(), id, aRequest().build()));
        faults.end();

        accepted(faulty.submit.submit(owner.id(), id, aRequest().build()));
    }

    /** Submits and runs generations one after the other. */
    private static int countAccepted(GenerationWorld limited, User owner, int tries) {
        int accepted = 0;
        for (int i = 0; i < tries; i++) {
            Id next = limited.id();
            if (limited.submit.submit(owner.id(), next, aRequest().build()) instanceof Result.Accepted) {
                limited.run.run(next);
                accepted++;
            }
        }
        return accepted;
    }

    private static GenerationWorld withTotal(String total) {
        return new GenerationWorld(new GenerationLimits(List.of(), List.of(), List.of(), Limit.parseAll(total)));
    }

    private static int permitsLeft(GenerationWorld limited) {
        return limited.throttles.find(limited.limits.ofAllUsers().getFirst(), limited.clock.instant()).orElseThrow()
                .left();
    }

    private static GenerationWorld.RequestBuilder blocked() {
        return aRequest().prompt("something " + ScriptedModeration.BLOCKED);
    }

    private static void refused(Result result) {
        assertFalse(result instanceof Result.Accepted, result::toString);
    }

    private Result submit(Id generation, GenerationRequest request) {
        return submit(user, generation, request);
    }

    private Result submit(User owner, Id generation, GenerationRequest request) {
        return world.submit.submit(owner.id(), generation, request);
    }

    private static Result.Accepted accepted(Result result) {
        return assertInstanceOf(Result.Accepted.class, result);
    }
}
