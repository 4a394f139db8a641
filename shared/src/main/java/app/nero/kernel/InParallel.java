package app.nero.kernel;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs work on several threads at once. */
public final class InParallel {

    private InParallel() {}

    /**
     * Runs work on this thread, and other work on another one meanwhile. Waits for both. A platform thread, because the first virtual
     * thread of a process loads a scheduler.
     *
     * @param other handles its failures itself
     */
    public static void run(Runnable other, Runnable work) {
        FutureTask<Boolean> task = new FutureTask<>(Deadline.inherited(Executors.callable(other, true)));
        Thread.ofPlatform().daemon().name("in-parallel").start(task);
        try {
            work.run();
        } finally {
            await(task);
        }
    }

    private static void await(FutureTask<Boolean> task) {
        try {
            task.get();
        } catch (ExecutionException e) {
            throw TaskFailure.of(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    /**
     * Runs the same work on several items, each on its own virtual thread. Returns the results in order. The first failure interrupts
     * the other threads and is thrown once all have ended.
     */
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
