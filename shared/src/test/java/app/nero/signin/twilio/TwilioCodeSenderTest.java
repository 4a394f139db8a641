package app.nero.signin.twilio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.kernel.Language;
import app.nero.kernel.PhoneNumber;
import app.nero.kernel.TimeLimits;
import app.nero.signin.CodeMessage;
import app.nero.signin.CodeSender.Delivery;
import app.nero.signin.NumberingPlan.Line;
import app.nero.signin.twilio.TwilioAccount.FromNumber;
import app.nero.signin.twilio.TwilioAccount.MessagingService;
import app.nero.signin.twilio.TwilioAccount.Sender;
import app.nero.testing.FaultyServer;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs Twilio's SDK against a server that accepts, refuses, hangs, sends slowly or cuts the connection. */
class TwilioCodeSenderTest {

    private static final String ACCOUNT_SID = "AC0123456789abcdef0123456789abcdef";
    private static final String AUTH_TOKEN = "canary-auth-token";
    private static final Sender SERVICE = new MessagingService("MG0123456789abcdef0123456789abcdef");
    private static final Line RECIPIENT = line("+989121234567");
    private static final CodeMessage MESSAGE = new CodeMessage(Language.FA, "123456", Optional.of("nero.example"));
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    /** For servers that never answer. */
    private static final TimeLimits SHORT = new TimeLimits(Duration.ofMillis(1500), Duration.ofMillis(1500));

    /** For servers that answer, on a busy machine. */
    private static final TimeLimits LONG = new TimeLimits(Duration.ofSeconds(30), Duration.ofSeconds(30));

    private TwilioServer twilio;

    @BeforeEach
    void startTwilio() throws IOException {
        twilio = new TwilioServer(TwilioServer.accepts());
    }

    @AfterEach
    void stopTwilio() throws IOException {
        twilio.close();
    }

    @Test
    void sendsTheTextUnchanged() {
        Delivery delivery = sender(LONG).send(RECIPIENT, MESSAGE, TEN_MINUTES);

        assertEquals(new Delivery.Accepted(), delivery);
        TwilioServer.Received request = twilio.received().getFirst();
        assertEquals("POST /2010-04-01/Accounts/" + ACCOUNT_SID + "/Messages.json HTTP/1.1", request.line());
        assertEquals(RECIPIENT.number().value(), request.form().get("To"));
        assertEquals(MESSAGE.text(), request.form().get("Body"));
        assertEquals(Set.of("To", "Body", "MessagingServiceSid", "ValidityPeriod"), request.form().keySet());
    }

    @Test
    void sendsTheValidityInWholeSeconds() {
        sender(LONG).send(RECIPIENT, MESSAGE, Duration.ofSeconds(299, 999_000_000));

        assertEquals("299", twilio.received().getFirst().form().get("ValidityPeriod"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.999S", "PT0S", "PT-1S", "PT10H0.001S"})
    void rejectsAValidityThatTwilioDoesNotAccept(Duration validity) {
        TwilioCodeSender sender = sender(LONG);

        assertThrows(IllegalArgumentException.class, () -> sender.send(RECIPIENT, MESSAGE, validity));

        assertEquals(0, twilio.connections());
    }

    @Test
    void sendsThroughTheMessagingService() {
        sender(LONG).send(RECIPIENT, MESSAGE, TEN_MINUTES);

        assertEquals("MG0123456789abcdef0123456789abcdef",
                twilio.received().getFirst().form().get("MessagingServiceSid"));
        assertNull(twilio.received().getFirst().form().get("From"));
    }

    @Test
    void sendsFromTheNumber() {
        TwilioCodeSender sender = sender(new FromNumber(new PhoneNumber("+15005550006")), twilio.uri(), LONG);

        sender.send(RECIPIENT, MESSAGE, TEN_MINUTES);

        assertEquals("+15005550006", twilio.received().getFirst().form().get("From"));
        assertNull(twilio.received().getFirst().form().get("MessagingServiceSid"));
    }

    @Test
    void authenticatesAsTheAccount() {
        sender(LONG).send(RECIPIENT, MESSAGE, TEN_MINUTES);

        byte[] credentials = (ACCOUNT_SID + ":" + AUTH_TOKEN).getBytes(StandardCharsets.US_ASCII);
        assertEquals("Basic " + Base64.getEncoder().encodeToString(credentials),
                twilio.received().getFirst().headers().get("authorization"));
    }

    @Test
    void sendsOnlyTheHeadersThatItNeeds() {
        sender(LONG).send(RECIPIENT, MESSAGE, TEN_MINUTES);

        TwilioServer.Received request = twilio.received().getFirst();
        assertEquals(twilio.uri().getAuthority(), request.headers().get("host"));
        assertEquals("close", request.headers().get("connection"));
        assertEquals("application/json", request.headers().get("accept"));
        assertEquals("application/x-www-form-urlencoded; charset=UTF-8", request.headers().get("content-type"));
        assertEquals(Set.of("accept", "authorization", "connection", "content-length", "content-type", "host",
                "user-agent"), request.headers().keySet());
    }

    @ParameterizedTest
    @CsvSource({"400, 21211, NotReachable", "400, 21614, NotReachable", "400, 21635, NotReachable",
            "400, 21408, CountryRefused", "403, 21408, CountryRefused", "400, 21268, NotServed",
            "403, 60410, NotServed",
            "400, 60605, NotServed", "400, 21610, OptedOut", "429, 20429, NotSent", "401, 20003, NotSent",
            "404, 20404, NotSent", "400, 21606, NotSent", "503, 20503, NotSent", "500, 20500, Uncertain",
            "500, 21610, Uncertain"})
    void sendsOnceAndMapsTwiliosErrorCode(int status, int code, String outcome) {
        twilio.becomes(TwilioServer.refuses(status, code));

        Delivery delivery = sender(LONG).send(RECIPIENT, MESSAGE, TEN_MINUTES);

        assertEquals(outcome, delivery.getClass().getSimpleName());
        assertEquals(1, twilio.received().size());
    }

    @ParameterizedTest
    @CsvSource({"400, NotSent", "401, NotSent", "429, NotSent", "503, NotSent", "500, Uncertain", "502, Uncertain",
            "504, Uncertain", "200, Uncertain", "201, Uncertain", "304, Uncertain"})
    void sendsOnceAndMapsTheStatusIfTheResponseIsNotFromTwilio(int status, String outcome) {
        twilio.becomes(TwilioServer.answers(status, "<html>gateway</html>"));

        Delivery delivery = sender(LONG).send(RECIPIENT, MESSAGE, TEN_MINUTES);

        assertEquals(outcome, delivery.getClass().getSimpleName());
        assertEquals(1, twilio.received().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "[]", "7", "\"\"", "{\"sid\":null}", "{\"sid\":\"SM1\"",
            "{\"sid\":\"SM1\",\"price_unit\":\"?\"}"})
    void isUncertainAboutA201WithoutAMessage(String body) {
        twilio.becomes(TwilioServer.answers(201, body));

        Delivery delivery = sender(LONG).send(RECIPIENT, MESSAGE, TEN_MINUTES);

        assertInstanceOf(Delivery.Uncertain.class, delivery);
        assertEquals(1, twilio.received().size());
    }

    @Test
    void limitsTheLengthOfTheResponse() throws InterruptedException {
        twilio.becomes(TwilioServer.answers(201, "{\"sid\":\"SM1\",\"body\":\"" + "x".repeat(16_000_000) + "\"}"));

        Delivery delivery = sender(LONG).send(RECIPIENT, MESSAGE, TEN_MINUTES);

        assertInstanceOf(Delivery.Uncertain.class, delivery);
        twilio.awaitHangUps(1);
    }

    @Test
    void acceptsACompleteMessageFromTwilio() {
        twilio.becomes(TwilioServer.answers(201,
                """
                    {"account_sid":"AC0123456789abcdef0123456789abcdef","api_version":"2010-04-01","body":"Hi","date_created":\
                    "Thu, 24 Aug 2023 05:01:45 +0000","date_sent":null,"date_updated":"Thu, 24 Aug 2023 05:01:45 +0000",\
                    "direction":"outbound-api","error_code":null,"error_message":null,"from":null,"messaging_service_sid":\
                    "MG0123456789abcdef0123456789abcdef","num_media":"0","num_segments":"0","price":null,"price_unit":"USD",\
                    "sid":"SM0123456789abcdef0123456789abcdef","status":"a-status-to-come","subresource_uris":{"media":\
                    "/2010-04-01/Accounts/AC0/Messages/SM0/Media.json"},"tags":null,"to":"+15558675310","uri":"/2010-04-01"}"""));

        Delivery delivery = sender(LONG).send(RECIPIENT, MESSAGE, TEN_MINUTES);

        assertEquals(new Delivery.Accepted(), delivery);
    }

    @Test
    void sendsOnceToAServerThatHangs() throws Exception {
        twilio.becomes(TwilioServer.hangs());

        Delivery delivery = warmSender().send(RECIPIENT, MESSAGE, TEN_MINUTES);

        assertInstanceOf(Delivery.Uncertain.class, delivery);
        twilio.awaitHangUps(1);
        assertEquals(1, twilio.connections());
    }

    @Test
    void disconnectsFromAServerThatSendsSlowly() throws Exception {
        twilio.becomes(TwilioServer.drips());

        Delivery delivery = warmSender().send(RECIPIENT, MESSAGE, TEN_MINUTES);

        assertInstanceOf(Delivery.Uncertain.class, delivery);
        twilio.awaitHangUps(1);
        assertEquals(1, twilio.connections());
    }

    @Test
    void sendsOnceToAServerThatDisconnectsBeforeTheResponse() {
        twilio.becomes(TwilioServer.cutsOffBeforeTheAnswer());

        Delivery delivery = sender(LONG).send(RECIPIENT, MESSAGE, TEN_MINUTES);

        assertInstanceOf(Delivery.Uncertain.class, delivery);
        assertEquals(1, twilio.connections());
    }

    @ParameterizedTest
    @CsvSource({"201, Uncertain", "500, Uncertain", "400, NotSent", "503, NotSent"})
    void sendsOnceToAServerThatDisconnectsWithinTheResponse(int status, String outcome) {
        twilio.becomes(TwilioServer.cutsOffInTheMiddleOf(status));

        Delivery delivery = sender(LONG).send(RECIPIENT, MESSAGE, TEN_MINUTES);

        assertEquals(outcome, delivery.getClass().getSimpleName());
        assertEquals(1, twilio.connections());
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirect(int status) throws IOException {
        try (TwilioServer other = new TwilioServer(TwilioServer.accepts())) {
            twilio.becomes(TwilioServer.answers(status, "{}", "Location: " + other.uri() + "/2010-04-01"));

            Delivery delivery = sender(LONG).send(RECIPIENT, MESSAGE, TEN_MINUTES);

            assertInstanceOf(Delivery.Uncertain.class, delivery);
            assertEquals(1, twilio.connections());
            assertEquals(0, other.connections());
        }
    }

    @Test
    void reportsNotSentIfTheConnectionIsRefused() {
        Delivery delivery = sender(SERVICE, FaultyServer.REFUSES_CONNECTIONS, LONG).send(RECIPIENT, MESSAGE,
                TEN_MINUTES);

        assertInstanceOf(Delivery.NotSent.class, delivery);
    }

    @Test
    void reportsNotSentIfTheHostIsUnknown() {
        URI unknown = URI.create("http://nobody.invalid");

        Delivery delivery = sender(SERVICE, unknown, SHORT).send(RECIPIENT, MESSAGE, TEN_MINUTES);

        assertInstanceOf(Delivery.NotSent.class, delivery);
    }

    @Test
    void reportsNotSentIfTheTlsHandshakeFails() throws IOException {
        try (ServerSocket noTls = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> hangUpOnTheFirst(noTls));
            URI uri = URI.create("https://127.0.0.1:" + noTls.getLocalPort());

            Delivery delivery = sender(SERVICE, uri, LONG).send(RECIPIENT, MESSAGE, TEN_MINUTES);

            assertInstanceOf(Delivery.NotSent.class, delivery);
        }
    }

    @Test
    void sendsNothingToAServerWithAnUntrustedCertificate(@TempDir Path folder) throws Exception {
        try (TwilioServer impostor = new TwilioServer(TwilioServer.accepts(), selfSigned(folder))) {
            URI uri = URI.create("https://localhost:" + impostor.uri().getPort());

            Delivery delivery = sender(SERVICE, uri, LONG).send(RECIPIENT, MESSAGE, TEN_MINUTES);

            assertInstanceOf(Delivery.NotSent.class, delivery);
            assertEquals(1, impostor.connections());
            assertEquals(List.of(), impostor.received());
        }
    }

    @Test
    void reportsNotSentIfTheTlsHandshakeHangs() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI uri = URI.create("https://127.0.0.1:" + silent.getLocalPort());

            Delivery delivery = sender(SERVICE, uri, SHORT).send(RECIPIENT, MESSAGE, TEN_MINUTES);

            assertInstanceOf(Delivery.NotSent.class, delivery);
        }
    }

    @Test
    void recoversAfterMoreHangsThanItHasConnections() throws Exception {
        TwilioCodeSender sender = warmSender();
        twilio.becomes(TwilioServer.hangs());
        int sends = TwilioCodeSender.MAX_CONNECTIONS + 16;

        List<Delivery> deliveries = atOnce(sends, () -> sender.send(RECIPIENT, MESSAGE, TEN_MINUTES));
        twilio.becomes(TwilioServer.accepts());
        Delivery afterwards = sender.send(RECIPIENT, MESSAGE, TEN_MINUTES);

        assertEquals(new Delivery.Accepted(), afterwards);
        assertFalse(deliveries.contains(new Delivery.Accepted()));
        assertTrue(deliveries.stream().anyMatch(Delivery.Uncertain.class::isInstance));
    }

    @Test
    void sendsOneMessagePerConcurrentCall() throws Exception {
        TwilioCodeSender sender = sender(LONG);
        int sends = TwilioCodeSender.MAX_CONNECTIONS * 2;

        List<Delivery> deliveries = atOnce(sends, () -> sender.send(RECIPIENT, MESSAGE, TEN_MINUTES));

        assertEquals(Set.of(new Delivery.Accepted()), Set.copyOf(deliveries));
        assertEquals(sends, twilio.received().size());
    }

    @Test
    void sendsEachTextToItsRecipient() throws Exception {
        TwilioCodeSender sender = sender(LONG);
        List<String> numbers = IntStream.range(0, 20).mapToObj(i -> "+9891212345" + (10 + i)).toList();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            numbers.forEach(number -> threads
                    .submit(() -> sender.send(line(number), message(number), TEN_MINUTES)));
        }

        assertEquals(Set.copyOf(numbers),
                twilio.received().stream().map(request -> request.form().get("To")).collect(Collectors.toSet()));
        assertTrue(twilio.received()
                .stream()
                .allMatch(request -> request.form().get("Body").equals(message(request.form().get("To")).text())));
    }

    @Test
    void opensANewConnectionForEachCode() {
        TwilioCodeSender sender = sender(LONG);

        sender.send(RECIPIENT, MESSAGE, TEN_MINUTES);
        sender.send(RECIPIENT, MESSAGE, TEN_MINUTES);

        assertEquals(2, twilio.connections());
    }

    @Test
    void doesNotConnectBeforeTheFirstCode() {
        sender(LONG);

        assertEquals(0, twilio.connections());
    }

    @Test
    void isUncertainIfInterruptedDuringTheCall() throws InterruptedException {
        TwilioCodeSender sender = sender(LONG);
        twilio.becomes(TwilioServer.hangs());
        AtomicReference<Delivery> delivery = new AtomicReference<>();
        AtomicBoolean stillInterrupted = new AtomicBoolean();
        Thread caller = Thread.ofPlatform().start(() -> {
            delivery.set(sender.send(RECIPIENT, MESSAGE, TEN_MINUTES));
            stillInterrupted.set(Thread.currentThread().isInterrupted());
        });
        twilio.awaitArrivals(1);

        caller.interrupt();
        caller.join();

        assertInstanceOf(Delivery.Uncertain.class, delivery.get());
        assertTrue(stillInterrupted.get());
        twilio.awaitHangUps(1);
    }

    private static Line line(String number) {
        return new Line(new PhoneNumber(number), "IR", true);
    }

    /** A message whose code is the end of the number. */
    private static CodeMessage message(String number) {
        return new CodeMessage(Language.EN, number.substring(number.length() - 6), Optional.empty());
    }

    private TwilioCodeSender sender(TimeLimits limits) {
        return sender(SERVICE, twilio.uri(), limits);
    }

    /** Loads the SDK first, so that loading classes does not use up the short limit. */
    private TwilioCodeSender warmSender() throws IOException {
        try (TwilioServer warmUp = new TwilioServer(TwilioServer.accepts())) {
            sender(SERVICE, warmUp.uri(), LONG).send(RECIPIENT, MESSAGE, TEN_MINUTES);
        }
        return sender(SHORT);
    }

    private static TwilioCodeSender sender(Sender from, URI twilio, TimeLimits limits) {
        return new TwilioCodeSender(new TwilioAccount(ACCOUNT_SID, AUTH_TOKEN, from, twilio), limits);
    }

    private static <T> List<T> atOnce(int count, Callable<T> call) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                futures.add(threads.submit(call));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }

    /** Uses keytool, because the JDK has no public API to sign a certificate. */
    private static ServerSocket selfSigned(Path folder) throws Exception {
        Path store = folder.resolve("store.p12");
        char[] password = "password".toCharArray();
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "impostor", "-keyalg", "EC", "-dname", "CN=localhost", "-ext",
                "SAN=dns:localhost", "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass",
                new String(password)).redirectErrorStream(true).redirectOutput(Redirect.DISCARD).start();
        assertEquals(0, keytool.waitFor());

        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(store.toFile(), password), password);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        return tls.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static void hangUpOnTheFirst(ServerSocket server) {
        try {
            server.accept().close();
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }
}
