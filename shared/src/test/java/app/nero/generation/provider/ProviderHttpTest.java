package app.nero.generation.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.generation.EngineOutcome;
import app.nero.generation.FailureCode;
import app.nero.http.EventLog;
import app.nero.kernel.TimeLimits;
import app.nero.testing.MutableClock;
import app.nero.testing.Output;
import java.io.IOException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderHttpTest {

    private final EventLog log = new EventLog(MutableClock.atNoon(), "nero-test");
    private final ProviderHttp http = http(Duration.ofMinutes(1));

    @ParameterizedTest
    @CsvSource({"400, ENGINE_UNAVAILABLE, false", "401, ENGINE_UNAVAILABLE, false", "408, ENGINE_TIMEOUT, true",
            "413, INPUT_UNREADABLE, false", "429, ENGINE_UNAVAILABLE, true", "499, ENGINE_UNAVAILABLE, false",
            "500, ENGINE_UNAVAILABLE, true", "503, ENGINE_UNAVAILABLE, true", "504, ENGINE_TIMEOUT, true"})
    void triesAgainOnlyWhatPassesByItself(int status, FailureCode code, boolean retry) {
        assertEquals(new EngineOutcome.Failed(code, retry), ProviderHttp.failed(status));
    }

    @Test
    void triesABrokenConnectionAndATimeoutAgain() {
        assertFailure(FailureCode.ENGINE_UNAVAILABLE, true, attempt(new IOException("canary")));
        assertFailure(FailureCode.ENGINE_UNAVAILABLE, true, attempt(new HttpConnectTimeoutException("canary")));
        assertFailure(FailureCode.ENGINE_TIMEOUT, true, attempt(new HttpTimeoutException("canary")));
        assertFailure(FailureCode.ENGINE_TIMEOUT, true, attempt(http(Duration.ofMillis(1)), () -> {
            new CountDownLatch(1).await();
            throw new AssertionError();
        }));
    }

    @Test
    void doesNotRepeatABug() {
        EngineOutcome.Failed bug = attempt(new IllegalStateException("canary"));

        assertFailure(FailureCode.INTERNAL, false, bug);
        assertEquals("java.lang.IllegalStateException", bug.cause().orElseThrow().getMessage());
    }

    @Test
    void returnsTheResultOfACall() {
        assertEquals("done", http.attempt(() -> "done", failed -> failed.code().name()));
    }

    @Test
    void reportsAsAnErrorWhatOnlyTheOperatorCanChange() {
        assertTrue(reported(401).contains("\"level\":\"ERROR\""));
        for (int status : new int[]{408, 413, 429, 500}) {
            assertTrue(reported(status).contains("\"level\":\"WARN\""));
        }
        assertTrue(reported(401).endsWith("\"event\":\"EngineRefused\",\"engine\":\"acme\",\"model\":\"small\","
                + "\"status\":401,\"reason\":\"NO_KEY\"}\n"), reported(401));
    }

    private String reported(int status) {
        return Output.of(() -> http.report(status, "NO_KEY", ProviderHttp.failed(status)));
    }

    private EngineOutcome.Failed attempt(Exception failure) {
        return attempt(http, () -> {
            throw failure;
        });
    }

    private static EngineOutcome.Failed attempt(ProviderHttp http, Callable<EngineOutcome.Failed> calls) {
        return http.attempt(calls, Function.identity());
    }

    private static void assertFailure(FailureCode code, boolean retry, EngineOutcome.Failed failed) {
        assertEquals(code, failed.code());
        assertEquals(retry, failed.retry());
    }

    private ProviderHttp http(Duration whole) {
        return new ProviderHttp("acme", "small", new TimeLimits(Duration.ofSeconds(1), whole), log);
    }
}
