package app.nero.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.mongodb.ConnectionString;
import com.mongodb.WriteConcern;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
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

    private static Options options(String query) {
        try (MongoConnection connection = MongoConnection.open("mongodb://127.0.0.1:1/nero" + query)) {
            return connection.collection("rows").call(collection -> new Options(collection.getWriteConcern(),
                    Duration.ofMillis(collection.getTimeout(TimeUnit.MILLISECONDS))));
        }
    }
}
