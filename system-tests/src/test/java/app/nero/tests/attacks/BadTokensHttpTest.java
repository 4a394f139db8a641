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

/** Sends forged access tokens over HTTP. Some are signed with Nero's own key. */
class BadTokensHttpTest {

    @Test
    void areRefusedWith401AndFetchNoKeys() throws IOException {
        AtomicInteger fetches = new AtomicInteger();
        HttpServer keyServer = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        keyServer.createContext("/", exchange -> {
            fetches.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        keyServer.start();
        try (LocalNero nero = RunningNero.start(Map.of())) {
            ApiClient api = new ApiClient(nero);
            RSAPrivateCrtKey key = RsaKeys.privateKey(nero.settings().get("NERO_JWT_PRIVATE_KEY"));
            KeyPair neroKeys = new KeyPair(RsaKeys.publicKey(key), key);
            Map<String, String> tokens = BadTokens.of(neroKeys,
                    "http://127.0.0.1:" + keyServer.getAddress().getPort() + "/keys", Instant.now());

            assertTrue(tokens.size() >= 60, "Only " + tokens.size() + " kinds of tokens.");
            tokens.forEach((kind, token) -> {
                // The JDK's server refuses headers over 380 KiB, and API Gateway those over 10 KiB.
                String sent = token.length() > 300_000 ? token.substring(0, 300_000) : token;
                for (String path : List.of("/users/profile", "/templates", "/templates/popular",
                        "/templates/6a0f3c0c007b1f2e3d4c5b70")) {
                    Answer answer = api.get(path, sent);

                    assertEquals(401, answer.status(), kind);
                    assertEquals("UNAUTHORIZED", answer.code(), kind);
                }
            });
            assertEquals(401, api.get("/users/me", BadTokens.good(neroKeys, Instant.now())).status());
            assertEquals(0, fetches.get());
        } finally {
            keyServer.stop(0);
        }
    }
}
