package app.nero.http;

import app.nero.kernel.Id;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

public final class InMemoryIdempotencyKeys implements IdempotencyKeys {

    private record Row(String bodyHash, Id subject, Id holder, Optional<StoredResponse> response, Instant heldUntil,
            Instant expiresAt) {}

    private final Map<IdempotencyKey, Row> rows = new HashMap<>();

    @Override
    public synchronized Claim claim(IdempotencyKey key, String bodyHash, Id attempt, Instant now) {
        Optional<Row> row = Optional.ofNullable(rows.get(key))
                .filter(existing -> now.isBefore(existing.expiresAt()));
        if (row.filter(existing -> !existing.bodyHash().equals(bodyHash)).isPresent()) {
            return new Claim.OtherBody();
        }
        if (row.flatMap(Row::response).isPresent()) {
            return new Claim.Answered(row.flatMap(Row::response).get());
        }
        if (row.filter(existing -> now.isBefore(existing.heldUntil())).isPresent()) {
            return new Claim.InFlight();
        }
        Id subject = row.map(Row::subject).orElse(attempt);
        Instant expiresAt = row.map(Row::expiresAt).orElse(now.plus(TTL));
        rows.put(key, new Row(bodyHash, subject, attempt, Optional.empty(), now.plus(HOLD), expiresAt));
        return new Claim.Claimed(subject);
    }

    @Override
    public synchronized void complete(IdempotencyKey key, Id attempt, StoredResponse response) {
        rows.computeIfPresent(key, (_, row) -> row.holder().equals(attempt)
                ? new Row(row.bodyHash(), row.subject(), attempt, Optional.of(response), row.heldUntil(),
                        row.expiresAt())
                : row);
    }

    @Override
    public synchronized void release(IdempotencyKey key, Id attempt, Instant now) {
        rows.computeIfPresent(key, (_, row) -> row.holder().equals(attempt)
                ? new Row(row.bodyHash(), row.subject(), attempt, row.response(), now, row.expiresAt())
                : row);
    }
}
