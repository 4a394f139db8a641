package app.nero.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** The same work on several things at once, each on a thread of its own. */
public final class InParallel {

    private InParallel() {}

    /** The results, in order. The first failure interrupts the rest, and is thrown when all have ended. */
    public static <T, R> List<R> map(List<T> things, Function<T, R> work) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            ExecutorCompletionService<R> done = new ExecutorCompletionService<>(threads);
            List<Future<R>> running = new ArrayList<>();
            things.forEach(thing -> running.add(done.submit(Deadline.inherited(() -> work.apply(thing)))));
            try {
                for (int i = 0; i < running.size(); i++) {
                    done.take().get();
                }
                return running.stream().map(Future::resultNow).toList();
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw unchecked(e.getCause());
            } catch (InterruptedException _) {
                threads.shutdownNow();
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted");
            }
        }
    }

    /** As {@link #map}, where nothing comes back. */
    public static <T> void forEach(List<T> things, Consumer<T> work) {
        map(things, thing -> {
            work.accept(thing);
            return thing;
        });
    }

    private static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return (RuntimeException) failure;
    }
}
