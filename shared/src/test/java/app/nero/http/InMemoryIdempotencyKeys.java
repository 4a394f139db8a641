package app.nero.http;

import app.nero.kernel.Id;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

public final class InMemoryIdempotencyKeys implements IdempotencyKeys {

    private record Row(String bodyHash, Id subject, Optional<String> answer, Instant heldUntil, Instant expiresAt) {}

    private final Map<IdempotencyKey, Row> rows = new HashMap<>();

    @Override
    public synchronized Claim claim(IdempotencyKey key, String bodyHash, Id subject, Instant now) {
        Optional<Row> row = Optional.ofNullable(rows.get(key))
                .filter(existing -> now.isBefore(existing.expiresAt()));
        if (row.filter(existing -> !existing.bodyHash().equals(bodyHash)).isPresent()) {
            return new Claim.OtherBody();
        }
        if (row.flatMap(Row::answer).isPresent()) {
            return new Claim.Answered(row.flatMap(Row::answer).get());
        }
        if (row.filter(existing -> now.isBefore(existing.heldUntil())).isPresent()) {
            return new Claim.InFlight();
        }
        rows.put(key, new Row(bodyHash, subject, Optional.empty(), now.plus(HOLD), now.plus(TTL)));
        return new Claim.Claimed(row.map(Row::subject));
    }

    @Override
    public synchronized void complete(IdempotencyKey key, Id subject, String answer) {
        rows.computeIfPresent(key, (_, row) -> row.subject().equals(subject)
                ? new Row(row.bodyHash(), subject, Optional.of(answer), row.heldUntil(), row.expiresAt())
                : row);
    }

    @Override
    public synchronized void release(IdempotencyKey key, Id subject, Instant now) {
        rows.computeIfPresent(key, (_, row) -> row.subject().equals(subject)
                ? new Row(row.bodyHash(), subject, row.answer(), now, row.expiresAt())
                : row);
    }
}
