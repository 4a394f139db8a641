package app.nero.upkeep;

import static app.nero.signin.TypedNumbers.typed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.InMemoryUsers;
import app.nero.account.User;
import app.nero.account.Users;
import app.nero.kernel.Id;
import app.nero.kernel.Identity;
import app.nero.kernel.PhoneNumber;
import app.nero.kernel.Role;
import app.nero.session.AccessToken;
import app.nero.session.InMemorySessions;
import app.nero.signin.CodeHashing;
import app.nero.signin.InMemoryVerificationCodes;
import app.nero.signin.VerificationCode;
import app.nero.signin.VerifyCode;
import app.nero.signin.phone.LibphonenumberPlan;
import app.nero.stars.ErasedNumbers;
import app.nero.stars.InMemoryErasedNumbers;
import app.nero.stars.InMemoryStarsLedger;
import app.nero.stars.OpenLedger;
import app.nero.stars.StarsEntry;
import app.nero.stars.StarsLedger;
import app.nero.statistics.InMemoryStatistics;
import app.nero.testing.Interleaving;
import app.nero.testing.Interleaving.Fate;
import app.nero.testing.MutableClock;
import app.nero.testing.Some;
import app.nero.throttle.InMemoryThrottles;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Erasing an account and signing in again gives no second welcome gift, whatever runs at once and wherever it stops. */
class WelcomeGiftTest {

    private static final PhoneNumber PHONE = new PhoneNumber("+989121234567");
    private static final Duration TOKEN_TTL = Duration.ofMinutes(15);

    @Test
    void givesNoSecondGiftInAnyOrderOfTheStepsOfAnErasureAndASignIn() {
        List<Integer> schedule = new ArrayList<>();
        int schedules = 0;
        do {
            World world = World.withAccount();
            List<Interleaving.Process> running = new ArrayList<>(List.of(world.startErasure(), world.startSignIn()));
            for (int step = 0; !running.isEmpty(); step++) {
                if (step == schedule.size()) {
                    schedule.add(running.size() - 1);
                }
                // With one process left there is nothing to choose.
                Interleaving.Process next = running.get(Math.min(schedule.get(step), running.size() - 1));
                if (running.size() == 1) {
                    schedule.set(step, 0);
                }
                if (next.resume(Fate.RUN)) {
                    running.remove(next);
                }
                world.check();
            }
            world.finishAndSignInAgain();
            schedules++;
        } while (next(schedule));
        assertTrue(schedules > 100, () -> "too few steps to interleave");
    }

    /** Moves on to the schedule that differs in the last step in which the other process could run. */
    private static boolean next(List<Integer> schedule) {
        while (!schedule.isEmpty()) {
            if (schedule.removeLast() == 1) {
                schedule.add(0);
                return true;
            }
        }
        return false;
    }

    @ParameterizedTest
    @EnumSource(value = Fate.class, names = "RUN", mode = EnumSource.Mode.EXCLUDE)
    void givesNoSecondGiftWhereverAnErasureStops(Fate fate) {
        boolean reached = true;
        for (int step = 1; reached; step++) {
            World world = World.withAccount();
            reached = world.runUntil(world.startErasure(), step, fate);
            world.signIn();
            world.check();
            world.clock.advance(Duration.ofMinutes(2));
            world.finishErasures.finish();
            world.signIn();
            world.check();
            world.finishAndSignInAgain();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Fate.class, names = "RUN", mode = EnumSource.Mode.EXCLUDE)
    void givesTheFirstGiftOnceWhereverASignInStops(Fate fate) {
        boolean reached = true;
        for (int step = 1; reached; step++) {
            World world = new World();
            reached = world.runUntil(world.startSignIn(), step, fate);

            User user = world.signIn();

            assertEquals(List.of(3), world.amounts(user.id()));
            assertEquals(3, world.users.find(user.id()).orElseThrow().stars());
        }
    }

    /** A phone number, and everything that creates its account, signs in to it or erases it. */
    private static final class World {

        private final MutableClock clock = MutableClock.atNoon();
        private final SecureRandom random = new SecureRandom();
        private final Interleaving interleaving = new Interleaving();
        private final InMemoryUsers users = new InMemoryUsers();
        private final InMemorySessions sessions = new InMemorySessions();
        private final InMemoryStarsLedger ledger = new InMemoryStarsLedger();
        private final InMemoryErasedNumbers erasedNumbers = new InMemoryErasedNumbers();
        private final InMemoryVerificationCodes codes = new InMemoryVerificationCodes();
        private final CodeHashing hashing = Some.codeHashing();
        private final EraseAccount eraseAccount;
        private final FinishErasures finishErasures;
        private final VerifyCode verifyCode;
        private Optional<Id> first = Optional.empty();
        private final Set<Id> later = new HashSet<>();

        World() {
            Users accounts = interleaving.in(Users.class, users);
            ErasedNumbers numbers = interleaving.in(ErasedNumbers.class, erasedNumbers);
            Erasures erasures = interleaving.in(Erasures.class, new ErasingErasures());
            eraseAccount = new EraseAccount(accounts, sessions, erasures, numbers, clock);
            finishErasures = new FinishErasures(erasures, numbers, TOKEN_TTL, clock);
            OpenLedger openLedger = new OpenLedger(interleaving.in(StarsLedger.class, ledger), accounts, numbers, clock,
                    random);
            verifyCode = new VerifyCode(new LibphonenumberPlan(), new InMemoryThrottles(), codes, hashing, accounts,
                    openLedger, sessions, (_, _, _) -> new AccessToken("a token", TOKEN_TTL), new InMemoryStatistics(),
                    Some.guessLimit(),
                    Some.sessionRules(), clock, random);
        }

        /** With an account that was just created. */
        static World withAccount() {
            World world = new World();
            world.first = Optional.of(world.signIn().id());
            world.clock.advance(Duration.ofMinutes(1));
            return world;
        }

        Interleaving.Process startErasure() {
            User account = account();
            return interleaving.start("erase", () -> eraseAccount(account));
        }

        Interleaving.Process startSignIn() {
            String code = addCode();
            return interleaving.start("sign in", () -> verifyCode.verify(typed(PHONE.value()), code, "curl"));
        }

        /** Lets a process end so at this step; returns whether it came so far. */
        boolean runUntil(Interleaving.Process process, int step, Fate fate) {
            boolean hasEnded = false;
            for (int i = 0; i < step && !hasEnded; i++) {
                hasEnded = process.resume(Fate.RUN);
            }
            boolean isReached = !hasEnded;
            Fate last = fate;
            while (!hasEnded) {
                hasEnded = process.resume(last);
                last = Fate.RUN;
            }
            return isReached;
        }

        void eraseAccount(User account) {
            Id sessionId = sessions.all().stream().filter(it -> it.userId().equals(account.id())).findFirst()
                    .orElseThrow().id();
            eraseAccount.erase(new Identity(account.id(), sessionId, Role.USER, clock.instant().plusSeconds(60)));
        }

        User signIn() {
            return assertInstanceOf(VerifyCode.Result.Verified.class,
                    verifyCode.verify(typed(PHONE.value()), addCode(), "curl")).user();
        }

        User account() {
            return users.findByPhoneNumber(PHONE).orElseThrow();
        }

        List<Integer> amounts(Id userId) {
            return ledger.of(userId).stream().map(StarsEntry::amount).toList();
        }

        /** No account but the first one has stars. */
        void check() {
            users.findByPhoneNumber(PHONE).map(User::id).filter(id -> !first.equals(Optional.of(id)))
                    .ifPresent(later::add);
            later.forEach(id -> assertTrue(amounts(id).stream().allMatch(amount -> amount == 0)));
        }

        void finishAndSignInAgain() {
            if (users.find(first.orElseThrow()).isPresent()) {
                eraseAccount(account());
            }
            clock.advance(TOKEN_TTL.plusMinutes(2));
            finishErasures.finish();

            User again = signIn();

            check();
            assertNotEquals(first, Optional.of(again.id()));
            assertEquals(List.of(0), amounts(again.id()));
            assertEquals(List.of(), amounts(first.orElseThrow()));
            assertEquals(Optional.of(again), users.find(again.id()));
        }

        private String addCode() {
            String code = "%06d".formatted(codes.all().size());
            Id id = Some.id();
            Instant now = clock.instant();
            codes.add(new VerificationCode(id, PHONE, hashing.hash(id, PHONE, code), now, now.plusSeconds(300), false,
                    0));
            return code;
        }

        /** Erases accounts, sessions and ledgers, each in a step of its own. */
        private final class ErasingErasures implements Erasures {

            private final InMemoryErasures begun = new InMemoryErasures();

            @Override
            public void begin(Erasure erasure) {
                begun.begin(erasure);
            }

            @Override
            public void eraseData(Erasure erasure) {
                List.<Runnable>of(() -> users.remove(erasure.userId()), () -> sessions.removeAll(erasure.userId()),
                        () -> ledger.erase(erasure.userId()))
                        .forEach(step -> interleaving.in(Runnable.class, step).run());
            }

            @Override
            public void end(Erasure erasure) {
                begun.end(erasure);
            }

            @Override
            public List<Erasure> listDue(Instant time, int max) {
                return begun.listDue(time, max);
            }

            @Override
            public void postpone(Erasure erasure, Instant sweepAt) {
                begun.postpone(erasure, sweepAt);
            }
        }
    }
}
