package app.nero.signin;

import app.nero.kernel.Id;
import app.nero.kernel.PhoneNumber;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Verification codes in a list. */
public final class InMemoryVerificationCodes implements VerificationCodes {

    private final List<VerificationCode> codes = new ArrayList<>();

    @Override
    public synchronized void add(VerificationCode code) {
        codes.add(code);
    }

    @Override
    public synchronized void remove(Id id) {
        codes.removeIf(code -> code.id().equals(id));
    }

    @Override
    public synchronized Optional<VerificationCode> countGuess(PhoneNumber phoneNumber) {
        return codes.stream().filter(code -> code.phoneNumber().equals(phoneNumber))
                .max(Comparator.comparing(VerificationCode::createdAt).thenComparing(code -> code.id().value()))
                .map(code -> replace(code, code.used(), code.attempts() + 1));
    }

    @Override
    public synchronized boolean use(Id id) {
        Optional<VerificationCode> unused = codes.stream().filter(code -> code.id().equals(id) && !code.used())
                .findFirst();
        unused.ifPresent(code -> replace(code, true, code.attempts()));
        return unused.isPresent();
    }

    public synchronized List<VerificationCode> all() {
        return List.copyOf(codes);
    }

    private VerificationCode replace(VerificationCode code, boolean used, int attempts) {
        VerificationCode changed = new VerificationCode(code.id(), code.phoneNumber(), code.hash(), code.createdAt(),
                code.expiresAt(), used, attempts);
        codes.set(codes.indexOf(code), changed);
        return changed;
    }
}
