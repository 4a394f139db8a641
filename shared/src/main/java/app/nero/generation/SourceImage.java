package app.nero.generation;

import app.nero.picture.PublicId;

/** An uploaded image that a generation uses. */
public record SourceImage(PublicId publicId, SourceRole role) {}
