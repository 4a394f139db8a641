package app.nero.tests.attacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.local.LocalNero;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.ApiClient.Answer;
import app.nero.local.testing.RunningNero;
import app.nero.session.jwt.BadTokens;
import app.nero.session.jwt.RsaKeys;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Forged access tokens over HTTP, made with Nero's own key where that helps them. */
class BadTokensHttpTest {

    @Test
    void areAnsweredWith401AndOpenNoConnection() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        HttpServer trap = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        trap.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        trap.start();
        try (LocalNero nero = RunningNero.start(Map.of())) {
            ApiClient api = new ApiClient(nero);
            RSAPrivateCrtKey key = RsaKeys.privateKey(nero.settings().get("NERO_JWT_PRIVATE_KEY"));
            KeyPair ours = new KeyPair(RsaKeys.publicKey(key), key);
            Map<String, String> tokens = BadTokens.of(ours,
                    "http://127.0.0.1:" + trap.getAddress().getPort() + "/keys", Instant.now());

            assertTrue(tokens.size() >= 60, tokens.size() + " kinds");
            tokens.forEach((what, token) -> {
                // The JDK's server takes 380 KiB of headers; what is longer ends at the door, as at API Gateway's 10 KiB.
                String sent = token.length() > 300_000 ? token.substring(0, 300_000) : token;
                for (String path : List.of("/users/profile", "/templates")) {
                    Answer answer = api.get(path, sent);

                    assertEquals(401, answer.status(), what);
                    assertEquals("UNAUTHORIZED", answer.code(), what);
                }
            });
            assertEquals(401, api.get("/users/me", BadTokens.good(ours, Instant.now())).status());
            assertEquals(0, asked.get());
        } finally {
            trap.stop(0);
        }
    }
}
