package app.nero.generation;

/**
 * An image that an engine works on.
 *
 * @param file a JPEG, PNG or WebP file; not to be changed
 */
public record EngineImage(byte[] file, SourceRole role) {}
