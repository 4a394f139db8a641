package app.nero.domain.template;

import app.nero.domain.Id;
import java.time.Instant;

/** That somebody likes a template. */
public record Favorite(Id id, Id userId, Id templateId, Instant createdAt) {}
