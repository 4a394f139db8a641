package app.nero.generation;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A state of a generation. */
public enum GenerationStatus {
    /** Not paid yet. Nobody sees it. */
    DRAFT,
    /** Paid, and waiting for a worker. */
    QUEUED,
    /** A worker holds its lease. */
    RUNNING,
    /** An asynchronous provider works on it. Shown as running. */
    WAITING,
    /** Its image is stored. */
    SUCCEEDED,
    /** No image, and its price is refunded. */
    FAILED,
    /** Canceled by its owner, and its price is refunded. */
    CANCELED,
    /** Deleted, closed or erased. Nobody sees it. */
    DELETING;

    /** The states in which a generation occupies a slot and its owner waits for it. */
    public static final Set<GenerationStatus> ACTIVE = Set.of(QUEUED, RUNNING, WAITING);

    /** The states in which a generation has not ended. */
    public static final Set<GenerationStatus> UNFINISHED = Set.of(DRAFT, QUEUED, RUNNING, WAITING);

    /** The states that end a generation without an image. */
    public static final Set<GenerationStatus> WITHOUT_IMAGE = Set.of(FAILED, CANCELED);

    /** The states that nobody sees. */
    public static final Set<GenerationStatus> HIDDEN = Set.of(DRAFT, DELETING);

    /** The state in lower case, as it is stored. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state as its owner sees it. */
    public GenerationStatus shown() {
        return this == WAITING ? RUNNING : this;
    }

    /** @throws IllegalArgumentException if the text is no state */
    public static GenerationStatus of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** Reads a text that a client sent; empty if it is no state. */
    public static Optional<GenerationStatus> parse(String text) {
        return Stream.of(values()).filter(value -> value.text().equals(text)).findFirst();
    }
}
