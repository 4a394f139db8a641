package app.nero.generation;

import app.nero.account.User;
import app.nero.account.Users;
import app.nero.generation.CheckRequest.Check;
import app.nero.generation.Generations.Drafted;
import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import app.nero.payment.Disputes;
import app.nero.picture.Uploads;
import app.nero.stars.MoveStars;
import app.nero.stars.StarsEntry;
import app.nero.stars.StarsKind;
import app.nero.throttle.Limit;
import app.nero.throttle.Permits;
import app.nero.throttle.Throttles;
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
         * @param balance the stars that were left after it was paid, or that are left if an earlier try was accepted
         * @param hinted false if the workers could not be told; the sweep tells them within minutes
         */
        record Accepted(Generation generation, int balance, boolean hinted) implements Result {}

        record Invalid(Violation violation) implements Result {}

        /** The engine is switched off. */
        record EngineOff() implements Result {}

        /** @param field names something that does not exist, is not the user's, or is in use */
        record NotFound(String field) implements Result {}

        /** The user saw a lower price. */
        record PriceChanged(int stars, int priceVersion) implements Result {}

        /** @param max the user's number of generations at once */
        record TooManyJobs(int max) implements Result {}

        /** The user started too many generations. */
        record LimitReached(Limit limit, Duration retryAfter) implements Result {}

        /** Too many of the user's generations were blocked. */
        record Paused(Duration retryAfter) implements Result {}

        /** All users together started too many generations. */
        record TotalReached(Duration retryAfter) implements Result {}

        /** The prompt or a source is not allowed. */
        record ContentBlocked() implements Result {}

        record InsufficientStars(int balance, int needed) implements Result {}

        /** The user's bank questions a payment. */
        record Disputed() implements Result {}

        /** The id belongs to a generation that was closed, deleted or erased. The client needs a new idempotency key. */
        record KeySpent() implements Result {}

        /** The account does not exist any more. */
        record AccountGone() implements Result {}
    }

    private final Generations generations;
    private final CheckRequest checkRequest;
    private final Users users;
    private final Disputes disputes;
    private final MoveStars moveStars;
    private final CloseDraft closeDraft;
    private final HeldSources sources;
    private final Moderation moderation;
    private final Throttles throttles;
    private final GenerationLimits limits;
    private final JobQueue queue;
    private final SecureRandom random;
    private final Clock clock;

    public SubmitGeneration(Generations generations, CheckRequest checkRequest, Users users, Disputes disputes,
            MoveStars moveStars,
            CloseDraft closeDraft, Uploads uploads, Moderation moderation, Throttles throttles, GenerationLimits limits,
            JobQueue queue, SecureRandom random, Clock clock) {
        this.generations = generations;
        this.checkRequest = checkRequest;
        this.users = users;
        this.disputes = disputes;
        this.moveStars = moveStars;
        this.closeDraft = closeDraft;
        this.sources = new HeldSources(uploads, clock);
        this.moderation = moderation;
        this.throttles = throttles;
        this.limits = limits;
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
            case Check.Passed _ when disputes.hasDispute(user.id()) -> new Result.Disputed();
            case Check.Passed passed when checkRequest.hasRisen(request) ->
                new Result.PriceChanged(passed.stars(), passed.priceVersion());
            case Check.Passed passed -> permit(user, id, request, passed);
            case Check.Invalid(Violation violation) -> new Result.Invalid(violation);
            case Check.EngineOff() -> new Result.EngineOff();
            case Check.NotFound(String field) -> new Result.NotFound(field);
        };
    }

    /** Takes a permit from the limit of all users. It is given back if no new generation is accepted. */
    private Result permit(User user, Id id, GenerationRequest request, Check.Passed passed) {
        Instant now = clock.instant();
        if (!now.isBefore(createdAt(id).plus(ID_TTL))) {
            return new Result.KeySpent();
        }
        Permits permits = new Permits(throttles);
        try {
            Result result = permits.takeAll(limits.ofAllUsers(), now)
                    .<Result>map(refusal -> new Result.TotalReached(refusal.remaining(now)))
                    .orElseGet(() -> draft(user, id, request, passed, permits, now));
            if (!(result instanceof Result.Accepted)) {
                permits.giveBack();
            }
            return result;
        } catch (UnavailableException e) {
            permits.giveBackAfter(e);
            throw e;
        }
    }

    private Result draft(User user, Id id, GenerationRequest request, Check.Passed passed, Permits permits,
            Instant now) {
        Recipe recipe = new Recipe(request.type(), request.prompt(), request.templateId(), request.parentId(),
                passed.parent().map(parent -> parent.recipe().rootId()).orElse(id), request.characterIds(),
                request.sources().stream().map(it -> new SourceImage(it.receipt().publicId(), it.role())).toList(),
                request.mask().map(it -> it.publicId()),
                request.options(random.nextInt(Integer.MAX_VALUE), passed.strength(), passed.priceVersion()));
        Generation draft = Generation.draft(id, user.id(), recipe, passed.stars(), now, now.plus(DRAFT_TTL));
        Allowance allowance = limits.of(user, now);
        return switch (generations.draft(draft, allowance)) {
            case Drafted.New(Generation written) -> pay(user, written);
            case Drafted.Existing(Generation earlier) -> {
                permits.giveBack();
                yield resume(user, earlier);
            }
            case Drafted.NoFreeSlot _ -> new Result.TooManyJobs(allowance.slots());
            case Drafted.LimitReached(Limit limit, Instant until) ->
                new Result.LimitReached(limit, Duration.between(now, until));
            case Drafted.Paused(Instant until) -> new Result.Paused(Duration.between(now, until));
        };
    }

    private Result resume(User user, Generation earlier) {
        if (!earlier.userId().equals(user.id())) {
            return new Result.KeySpent();
        }
        return switch (earlier.status()) {
            case DRAFT -> pay(user, earlier);
            case DELETING -> earlier.isRemovedBy(Removal.Cause.DRAFT) && earlier.isBlocked()
                    ? block(user, earlier)
                    : giveUp(earlier);
            case QUEUED -> new Result.Accepted(earlier, moveStars.balance(user.id()), hint(earlier));
            case RUNNING, WAITING, SUCCEEDED, FAILED, CANCELED ->
                new Result.Accepted(earlier, moveStars.balance(user.id()), true);
        };
    }

    private Result pay(User user, Generation draft) {
        if (!sources.claim(draft)) {
            return refuse(user, draft, new Result.NotFound("sources"));
        }
        if (!moderation.allowsRequest(draft.recipe())) {
            return block(user, draft);
        }
        return switch (moveStars.move(user.id(), -draft.stars(), StarsKind.GENERATION, "generation", draft.ref())) {
            case MoveStars.Result.Moved(StarsEntry debit) -> accept(user, draft, debit.balance());
            case MoveStars.Result.OutOfRange(int balance) ->
                refuse(user, draft, new Result.InsufficientStars(balance, draft.stars()));
            case MoveStars.Result.OtherAmount _ -> giveUp(draft);
            case MoveStars.Result.NoLedger _ -> refuse(user, draft, new Result.AccountGone());
        };
    }

    private Result accept(User user, Generation draft, int balance) {
        Instant now = clock.instant();
        Optional<Generation> accepted = generations.accept(draft.id(), now, now.plus(SweepGenerations.FIRST_HINT));
        if (accepted.isPresent()) {
            return new Result.Accepted(accepted.get(), balance, hint(accepted.get()));
        }
        return acceptedByAnother(user, draft).orElseGet(() -> giveUp(draft));
    }

    private Result refuse(User user, Generation draft, Result refusal) {
        return closeDraft.close(draft) ? refusal : notClosed(user, draft);
    }

    private Result block(User user, Generation draft) {
        return closeDraft.closeBlocked(draft) ? new Result.ContentBlocked() : notClosed(user, draft);
    }

    /** A parallel try with the same id was accepted, or the owner's account is erased. */
    private Result notClosed(User user, Generation draft) {
        return acceptedByAnother(user, draft).orElseGet(Result.KeySpent::new);
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

    /** The time in an id: its first 32 bits are seconds since 1970. */
    private static Instant createdAt(Id id) {
        return Instant.ofEpochSecond(Long.parseLong(id.value().substring(0, 8), 16));
    }
}
