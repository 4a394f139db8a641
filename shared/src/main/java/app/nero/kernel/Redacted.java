package app.nero.kernel;

/** Removes the messages of exceptions, because SDKs quote personal data and secrets in them, which must not be logged. */
public final class Redacted {

    private Redacted() {}

    /** Returns an exception with the same stack trace, the class name as its message and no cause. Rethrows an error. */
    public static IllegalStateException copy(Throwable original) {
        if (original instanceof Error error) {
            throw error;
        }
        IllegalStateException copy = new IllegalStateException(original.getClass().getName());
        copy.setStackTrace(original.getStackTrace());
        return copy;
    }
}
