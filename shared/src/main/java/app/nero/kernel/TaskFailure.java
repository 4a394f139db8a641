package app.nero.kernel;

import java.util.concurrent.ExecutionException;

/** The failure of a task on another thread that throws no checked exceptions. */
public final class TaskFailure {

    private TaskFailure() {}

    /** The exception to throw on this thread. An error is thrown at once. */
    public static RuntimeException of(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return (RuntimeException) e.getCause();
    }
}
