package app.nero.generation;

import app.nero.account.Subscription;
import app.nero.account.User;
import app.nero.account.Users;
import app.nero.generation.CheckRequest.Check;
import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import app.nero.picture.Uploads;
import app.nero.stars.MoveStars;
import app.nero.stars.StarsKind;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Accepts a generation: writes a draft, claims its sources, takes its price, queues it, and sends a hint to the workers. Each
 * step can be repeated with the same id, so a retry continues where an earlier try stopped. {@link SweepGenerations} closes a
 * draft that nobody continues.
 */
public final class SubmitGeneration {

    /** How long a request may take before the sweep closes its draft. */
    static final Duration DRAFT_TTL = Duration.ofMinutes(2);

    /** How old an id may be; less than {@link Generation#KEPT}, after which its row may be gone. */
    private static final Duration ID_TTL = Generation.KEPT.minusHours(1);

    public sealed interface Result {

        /**
         * It is queued, or an earlier try with this id was accepted.
         *
         * @param balance the stars that are left
         * @param hinted false if the workers could not be told; the sweep tells them within minutes
         */
        record Accepted(Generation generation, int balance, boolean hinted) implements Result {}

        record Invalid(Violation violation) implements Result {}

        /** @param field names something that does not exist, is not the user's, or is in use */
        record NotFound(String field) implements Result {}

        /** The user saw a lower price. */
        record PriceChanged(int stars, int priceVersion) implements Result {}

        record EngineUnavailable() implements Result {}

        /** @param max the user's number of generations at once */
        record TooManyJobs(int max) implements Result {}

        record InsufficientStars(int balance, int needed) implements Result {}

        /** The id belongs to a generation that was closed, deleted or erased. The client needs a new idempotency key. */
        record KeySpent() implements Result {}

        /** The account does not exist any more. */
        record AccountGone() implements Result {}
    }

    private final Generations generations;
    private final CheckRequest checkRequest;
    private final Users users;
    private final MoveStars moveStars;
    private final CloseDraft closeDraft;
    private final HeldSources sources;
    private final JobQueue queue;
    private final SecureRandom random;
    private final Clock clock;

    public SubmitGeneration(Generations generations, CheckRequest checkRequest, Users users, MoveStars moveStars,
            CloseDraft closeDraft, Uploads uploads, JobQueue queue, SecureRandom random, Clock clock) {
        this.generations = generations;
        this.checkRequest = checkRequest;
        this.users = users;
        this.moveStars = moveStars;
        this.closeDraft = closeDraft;
        this.sources = new HeldSources(uploads, clock);
        this.queue = queue;
        this.random = random;
        this.clock = clock;
    }

    /**
     * @param id from {@link Id#random}, kept under the request's idempotency key for at most 24 hours
     * @throws UnavailableException if a step failed; a retry with the same id continues
     */
    public Result submit(Id userId, Id id, GenerationRequest request) {
        Optional<User> user = users.find(userId);
        if (user.isEmpty()) {
            return new Result.AccountGone();
        }
        return generations.find(id).map(earlier -> resume(user.get(), earlier))
                .orElseGet(() -> start(user.get(), id, request));
    }

    private Result start(User user, Id id, GenerationRequest request) {
        return switch (checkRequest.check(user.id(), request)) {
            case Check.Passed passed when checkRequest.hasRisen(request) ->
                new Result.PriceChanged(passed.stars(), passed.priceVersion());
            case Check.Passed passed -> draft(user, id, request, passed);
            case Check.Invalid(Violation violation) -> new Result.Invalid(violation);
            case Check.NotFound(String field) -> new Result.NotFound(field);
            case Check.EngineUnavailable _ -> new Result.EngineUnavailable();
        };
    }

    private Result draft(User user, Id id, GenerationRequest request, Check.Passed passed) {
        Instant now = clock.instant();
        if (!now.isBefore(createdAt(id).plus(ID_TTL))) {
            return new Result.KeySpent();
        }
        Recipe recipe = new Recipe(request.type(), request.prompt(), request.templateId(), request.parentId(),
                passed.parent().map(parent -> parent.recipe().rootId()).orElse(id), request.characterIds(),
                request.sources().stream().map(it -> new SourceImage(it.receipt().publicId(), it.role())).toList(),
                request.mask().map(it -> it.publicId()),
                request.options(random.nextInt(Integer.MAX_VALUE), passed.priceVersion()));
        Generation draft = Generation.draft(id, user.id(), recipe, passed.stars(), now, now.plus(DRAFT_TTL));
        int slots = slots(user.subscription());
        return switch (generations.draft(draft, slots)) {
            case Generations.Drafted.New(Generation written) -> pay(user, written);
            case Generations.Drafted.Existing(Generation earlier) -> resume(user, earlier);
            case Generations.Drafted.NoFreeSlot _ -> new Result.TooManyJobs(slots);
        };
    }

    private Result resume(User user, Generation earlier) {
        if (!earlier.userId().equals(user.id())) {
            return new Result.KeySpent();
        }
        return switch (earlier.status()) {
            case DRAFT -> pay(user, earlier);
            case DELETING -> giveUp(earlier);
            case QUEUED -> new Result.Accepted(earlier, moveStars.balance(user.id()), hint(earlier));
            case RUNNING, WAITING, SUCCEEDED, FAILED, CANCELED ->
                new Result.Accepted(earlier, moveStars.balance(user.id()), true);
        };
    }

    private Result pay(User user, Generation draft) {
        if (!sources.claim(draft)) {
            return refuse(user, draft, new Result.NotFound("sources"));
        }
        return switch (moveStars.move(user.id(), -draft.stars(), StarsKind.GENERATION, "generation", draft.ref())) {
            case MoveStars.Result.Moved _ -> accept(user, draft);
            case MoveStars.Result.OutOfRange(int balance) ->
                refuse(user, draft, new Result.InsufficientStars(balance, draft.stars()));
            case MoveStars.Result.OtherAmount _ -> giveUp(draft);
            case MoveStars.Result.NoLedger _ -> refuse(user, draft, new Result.AccountGone());
        };
    }

    private Result accept(User user, Generation draft) {
        Instant now = clock.instant();
        Optional<Generation> accepted = generations.accept(draft.id(), now, now.plus(SweepGenerations.FIRST_HINT));
        if (accepted.isPresent()) {
            return new Result.Accepted(accepted.get(), moveStars.balance(user.id()), hint(accepted.get()));
        }
        return acceptedByAnother(user, draft).orElseGet(() -> giveUp(draft));
    }

    /** Closes the draft, unless a parallel try with the same id was accepted meanwhile. */
    private Result refuse(User user, Generation draft, Result refusal) {
        return closeDraft.close(draft)
                ? refusal
                : acceptedByAnother(user, draft).orElseGet(Result.KeySpent::new);
    }

    private Optional<Result> acceptedByAnother(User user, Generation draft) {
        return generations.find(draft.id()).filter(Generation::isShown)
                .map(it -> new Result.Accepted(it, moveStars.balance(user.id()), true));
    }

    /** The sweep closed the draft while this request paid for it: what was paid is refunded. */
    private Result giveUp(Generation draft) {
        closeDraft.close(draft);
        return new Result.KeySpent();
    }

    private boolean hint(Generation queued) {
        try {
            queue.send(new JobHint(queued.id(), queued.userId()), Duration.ZERO);
            return true;
        } catch (UnavailableException _) {
            return false;
        }
    }

    private static int slots(Subscription plan) {
        return switch (plan) {
            case FREE -> 2;
            case PRO -> 4;
            case PREMIUM -> 8;
        };
    }

    /** The time in an id: its first 32 bits are seconds since 1970. */
    private static Instant createdAt(Id id) {
        return Instant.ofEpochSecond(Long.parseLong(id.value().substring(0, 8), 16));
    }
}
