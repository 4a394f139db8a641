package app.nero.favorite;

import app.nero.kernel.Id;
import java.time.Instant;

/** That somebody likes a template. */
public record Favorite(Id id, Id userId, Id templateId, Instant createdAt) {}
