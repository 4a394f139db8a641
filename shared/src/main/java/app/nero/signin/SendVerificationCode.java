package app.nero.signin;

import app.nero.kernel.Id;
import app.nero.kernel.Language;
import app.nero.kernel.UnavailableException;
import app.nero.signin.CodeSender.Delivery;
import app.nero.signin.NumberingPlan.Line;
import app.nero.statistics.Event;
import app.nero.statistics.Statistics;
import app.nero.throttle.Permits;
import app.nero.throttle.Tally;
import app.nero.throttle.Throttles;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Optional;

/** Sends a verification code to a phone, whether or not it has an account. */
public final class SendVerificationCode {

    public sealed interface Result {

        /** A code was sent that is valid for {@code expiresIn}. The next one can be requested after {@code resendIn}. */
        record Sent(Duration expiresIn, Duration resendIn) implements Result {}

        /** No such phone number can exist. */
        record InvalidNumber() implements Result {}

        /** The number cannot receive an SMS. */
        record NotReachable() implements Result {}

        /** The recipient opted out of SMS from this sender. */
        record OptedOut() implements Result {}

        /** The number's country or range is not served. */
        record NotServed() implements Result {}

        /** The rules serve the country, but the provider does not. */
        record CountryRefused(String country) implements Result {}

        /** The last code was sent too recently. */
        record TooSoon(Duration retryAfter) implements Result {}

        /** Too many codes were sent to the phone. */
        record TooManyCodes(Duration retryAfter) implements Result {}

        /** The source requested too many codes, or codes for too many countries. */
        record TooManyRequests(Duration retryAfter) implements Result {}

        /** The phone is locked after too many wrong guesses. */
        record Locked(Duration retryAfter) implements Result {}

        /** The limit for all users together is reached. */
        record CeilingReached(Duration retryAfter) implements Result {}

        /** The provider did not, or may not have, accepted the SMS. The reason is for the log. */
        record SmsUnavailable(String reason) implements Result {}
    }

    private final NumberingPlan plan;
    private final Throttles throttles;
    private final VerificationCodes codes;
    private final CodeHashing hashing;
    private final CodeSender sender;
    private final Statistics statistics;
    private final SendRules rules;
    private final Clock clock;
    private final SecureRandom random;

    public SendVerificationCode(NumberingPlan plan, Throttles throttles, VerificationCodes codes, CodeHashing hashing,
            CodeSender sender, Statistics statistics, SendRules rules, Clock clock, SecureRandom random) {
        this.plan = plan;
        this.throttles = throttles;
        this.codes = codes;
        this.hashing = hashing;
        this.sender = sender;
        this.statistics = statistics;
        this.rules = rules;
        this.clock = clock;
        this.random = random;
    }

    /**
     * @param source whose requests are counted together, such as an IP address
     * @throws UnavailableException if the database does not answer
     */
    public Result send(TypedNumber typed, Language language, String source) {
        Optional<Line> found = plan.find(typed);
        if (found.isEmpty()) {
            return new Result.InvalidNumber();
        }
        Line line = found.get();
        if (!rules.serves(line)) {
            return new Result.NotServed();
        }
        Instant now = clock.instant();
        Optional<Tally> guesses = throttles.find(rules.guesses().of(line.number()), now);
        if (guesses.isPresent() && guesses.get().left() == 0) {
            return new Result.Locked(guesses.get().remaining(now));
        }
        Permits permits = new Permits(throttles);
        try {
            return permits.takeAll(rules.throttles(line, source), now)
                    .map(refusal -> refused(refusal, now))
                    .orElseGet(() -> sendPermitted(line, language, permits, now));
        } catch (UnavailableException e) {
            permits.giveBackAfter(e);
            throw e;
        }
    }

    private Result refused(Tally refusal, Instant now) {
        Duration retryAfter = refusal.remaining(now);
        if (rules.isPause(refusal.throttle())) {
            return new Result.TooSoon(retryAfter);
        }
        if (rules.isPerPhone(refusal.throttle())) {
            return new Result.TooManyCodes(retryAfter);
        }
        if (rules.isTotal(refusal.throttle())) {
            return new Result.CeilingReached(retryAfter);
        }
        return new Result.TooManyRequests(retryAfter);
    }

    /** Stores the code before sending it, so that every code that arrives works. */
    private Result sendPermitted(Line line, Language language, Permits permits, Instant now) {
        Id id = Id.random(random, now);
        String code = VerificationCode.draw(random);
        codes.add(new VerificationCode(id, line.number(), hashing.hash(id, line.number(), code), now,
                now.plus(rules.codeTtl()), false, 0));
        CodeMessage message = new CodeMessage(language, code, rules.webDomain());
        return switch (sender.send(line, message, rules.codeTtl())) {
            case Delivery.Accepted _ -> {
                count(now);
                yield new Result.Sent(rules.codeTtl(), resendIn(permits, now));
            }
            case Delivery.NotReachable _ -> undo(id, new Result.NotReachable());
            case Delivery.NotServed _ -> undo(id, new Result.NotServed());
            case Delivery.CountryRefused _ -> undo(id, new Result.CountryRefused(line.country()));
            case Delivery.OptedOut _ -> undo(id, new Result.OptedOut());
            case Delivery.NotSent(String reason) -> {
                permits.giveBack();
                yield undo(id, new Result.SmsUnavailable(reason));
            }
            // The SMS may still arrive, so the code stays valid and the permits stay taken.
            case Delivery.Uncertain(String reason) -> new Result.SmsUnavailable(reason);
        };
    }

    private void count(Instant now) {
        try {
            statistics.count(Event.CODE_SENT, LocalDate.ofInstant(now, ZoneOffset.UTC));
        } catch (UnavailableException _) {
            // The code was sent. Only a figure for admins is too low by one.
        }
    }

    private Result undo(Id id, Result result) {
        codes.remove(id);
        return result;
    }

    private Duration resendIn(Permits permits, Instant now) {
        return permits.granted().stream()
                .filter(tally -> rules.isPerPhone(tally.throttle()) && tally.left() == 0)
                .map(tally -> tally.remaining(now))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }
}
