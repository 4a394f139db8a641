package app.nero.kernel;

/** What broke and where, without the texts of it and of its causes: an SDK quotes in them what no log may hold. */
public final class Redacted {

    private Redacted() {}

    /** A copy of an exception that has its frames and its class as its text; an error is thrown as it is. */
    public static IllegalStateException copy(Throwable broken) {
        if (broken instanceof Error error) {
            throw error;
        }
        IllegalStateException kept = new IllegalStateException(broken.getClass().getName());
        kept.setStackTrace(broken.getStackTrace());
        return kept;
    }
}
