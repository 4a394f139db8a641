package app.nero.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.nero.kernel.Deadline;
import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import com.mongodb.ConnectionString;
import com.mongodb.WriteConcern;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** The options of calls. They need no server. */
class MongoConnectionTest {

    private record Options(WriteConcern writeConcern, Duration timeout) {}

    @Test
    void waitsForAMajorityAndAtMostTwoAndAHalfSeconds() {
        assertEquals(new Options(WriteConcern.MAJORITY, Duration.ofMillis(2_500)), options(""));
    }

    @Test
    void prefersTheOptionsOfTheUri() {
        assertEquals(new Options(WriteConcern.W1, Duration.ofMillis(900)), options("?w=1&timeoutMS=900"));
    }

    /** AWS's NAT drops idle connections after 350 s. */
    @Test
    void replacesConnectionsThatWereIdleForAMinute() {
        assertEquals(60,
                MongoConnection.settings(new ConnectionString("mongodb://127.0.0.1:1")).getConnectionPoolSettings()
                        .getMaxConnectionIdleTime(TimeUnit.SECONDS));
    }

    /** The driver would count the wait against the time limit of the call. */
    @Test
    void waitsForAFreeConnectionBeforeTheCallBegins() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Queue<String> ended = new ConcurrentLinkedQueue<>();
        try (MongoConnection connection = MongoConnection.open("mongodb://127.0.0.1:1/nero?maxPoolSize=1")) {
            MongoRows rows = connection.collection("rows");
            Thread first = Thread.ofVirtual().start(() -> rows.call(_ -> {
                begun.countDown();
                await(end);
                return ended.add("first");
            }));
            await(begun);
            Thread second = Thread.ofVirtual().start(() -> rows.call(_ -> ended.add("second")));
            while (second.getState() == Thread.State.NEW || second.getState() == Thread.State.RUNNABLE) {
                Thread.onSpinWait();
            }
            end.countDown();
            first.join();
            second.join();
        }

        assertEquals(List.of("first", "second"), List.copyOf(ended));
    }

    @Test
    void failsIfNoConnectionIsFreeInTime() {
        try (MongoConnection connection = MongoConnection.open("mongodb://127.0.0.1:1/nero?maxPoolSize=1")) {
            MongoRows rows = connection.collection("rows");
            UnavailableException failure = rows.call(_ -> assertThrows(UnavailableException.class,
                    () -> Deadline.within(Duration.ofMillis(1), () -> rows.call(_ -> true))));

            assertEquals(Service.DATABASE, failure.service());
            assertInstanceOf(TimeoutException.class, failure.getCause());
            assertEquals("free again", rows.call(_ -> "free again"));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Options options(String query) {
        try (MongoConnection connection = MongoConnection.open("mongodb://127.0.0.1:1/nero" + query)) {
            return connection.collection("rows").call(collection -> new Options(collection.getWriteConcern(),
                    Duration.ofMillis(collection.getTimeout(TimeUnit.MILLISECONDS))));
        }
    }
}
