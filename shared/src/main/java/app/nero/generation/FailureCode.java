package app.nero.generation;

/** Why a generation failed. Its price is refunded in every case. */
public enum FailureCode {
    /** The rules for content forbid the request or the result. */
    CONTENT_BLOCKED(false),
    /** The engine answered without an image that can be stored. */
    NO_IMAGE(true),
    /** A source cannot be decoded, or an image that the generation uses was deleted. */
    INPUT_UNREADABLE(false),
    /** The engine is down or refuses requests. */
    ENGINE_UNAVAILABLE(true),
    /** The engine did not answer in time. */
    ENGINE_TIMEOUT(true),
    /** The image store is down. */
    STORAGE_UNAVAILABLE(true),
    /** A bug. */
    INTERNAL(true);

    private final boolean retryable;

    FailureCode(boolean retryable) {
        this.retryable = retryable;
    }

    /** Whether the same request may succeed later. */
    public boolean retryable() {
        return retryable;
    }
}
