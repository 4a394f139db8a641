package app.nero.kernel;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs the same work on several items at once, each on its own virtual thread. */
public final class InParallel {

    private InParallel() {}

    /** Returns the results in order. The first failure interrupts the other threads and is thrown once all have ended. */
    public static <T, R> List<R> map(List<T> items, Function<T, R> work) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            ExecutorCompletionService<R> done = new ExecutorCompletionService<>(threads);
            List<Future<R>> running = items.stream()
                    .map(item -> done.submit(Deadline.inherited(() -> work.apply(item)))).toList();
            try {
                for (int i = 0; i < running.size(); i++) {
                    done.take().get();
                }
                return running.stream().map(Future::resultNow).toList();
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw TaskFailure.of(e);
            } catch (InterruptedException _) {
                threads.shutdownNow();
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted");
            }
        }
    }

    /** Like {@link #map}, for work without a result. */
    public static <T> void forEach(List<T> items, Consumer<T> work) {
        map(items, item -> {
            work.accept(item);
            return item;
        });
    }
}
