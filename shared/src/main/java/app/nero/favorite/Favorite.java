package app.nero.favorite;

import app.nero.kernel.Id;
import java.time.Instant;

/** A user's like of a template. */
public record Favorite(Id id, Id userId, Id templateId, Instant createdAt) {}
