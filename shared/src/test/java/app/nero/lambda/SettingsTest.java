package app.nero.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.generation.GenerationLimits;
import app.nero.generation.gemini.GeminiAccount;
import app.nero.generation.openai.OpenAiAccount;
import app.nero.generation.replicate.ReplicateAccount;
import app.nero.generation.replicate.ReplicatePrice;
import app.nero.generation.sqs.SqsQueue;
import app.nero.payment.Product;
import app.nero.payment.stripe.StripeAccount;
import app.nero.payment.zarinpal.ZarinpalAccount;
import app.nero.picture.cloudinary.CloudinaryAccount;
import app.nero.session.SessionRules;
import app.nero.session.jwt.BadTokens;
import app.nero.session.jwt.TokenRules;
import app.nero.signin.SendRules;
import app.nero.signin.kavenegar.KavenegarAccount;
import app.nero.signin.twilio.TwilioAccount;
import app.nero.testing.Webhooks;
import app.nero.throttle.Limit;
import java.net.URI;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static final String PEPPER = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final KeyPair OURS = BadTokens.keyPair("RSA");
    private static final String SID = "AC00000000000000000000000000000000";
    private static final String SERVICE = "MG00000000000000000000000000000000";

    @Test
    void usesDefaultsForMissingSettings() {
        Settings settings = settings("NERO_WEB_ORIGIN", "https://nero.example", "NERO_SENDS_PER_IP", " ");

        SendRules rules = settings.sendRules();

        assertEquals(Set.of(), rules.countries());
        assertEquals(Limit.parseAll("1/PT1M,5/PT1H,10/P1D"), rules.perPhone());
        assertEquals(Limit.parseAll("100/PT1H"), rules.perIp());
        assertEquals(Limit.parse("3/P1D"), rules.countriesPerIp());
        assertEquals(Limit.parseAll("5000/P1D"), rules.total());
        assertEquals(Limit.parse("20/P1D"), settings.guessLimit().limit());
        assertEquals(Duration.ofMinutes(5), rules.codeTtl());
        assertEquals(25, settings.uploadMegapixels());
        assertEquals(Duration.ofSeconds(150), settings.generationLease());
        assertEquals(Optional.of("nero.example"), rules.webDomain());
        assertEquals(Duration.ofMinutes(15), settings.accessTokenTtl());
        assertEquals(new SessionRules(Duration.ofDays(30), Duration.ofDays(90), Duration.ofSeconds(10)),
                settings.sessionRules());
        assertEquals(new TokenRules("nero", "nero-api"), settings.tokenRules());
        assertEquals(Limit.parse("100/PT15M"), settings.requestLimit());
        assertEquals(Limit.parse("600/PT15M"), settings.readLimit());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://nero.example", "http://localhost:5000", "http://127.0.0.1:5000"})
    void acceptsASiteWithTlsOrOnThisMachine(String url) {
        assertEquals(URI.create(url), settings("NERO_SITE_URL", url).siteUrl());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://nero.example", "http://localhost.nero.example", "https://nero.example/app",
            "https://nero.example?a", "https://nero.example#a", "ftp://localhost", "nero.example", " "})
    void refusesAnotherSite(String url) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> settings("NERO_SITE_URL", url).siteUrl());

        assertTrue(refused.getMessage().contains("NERO_SITE_URL"));
    }

    @Test
    void readsSettings() {
        Settings settings = settings("NERO_WEB_ORIGIN", "http://localhost:5000", "NERO_COUNTRIES", "ir, DE",
                "NERO_SENDS_PER_PHONE", "2/PT10S", "NERO_CODE_TTL", "PT1M");

        SendRules rules = settings.sendRules();

        assertEquals(Set.of("IR", "DE"), rules.countries());
        assertEquals(List.of(new Limit(2, Duration.ofSeconds(10))), rules.perPhone());
        assertEquals(Duration.ofMinutes(1), rules.codeTtl());
        assertEquals(Optional.of("localhost"), rules.webDomain());
    }

    @Test
    void requiresCountriesInLambda() {
        Settings deployed = settings("NERO_WEB_ORIGIN", "https://nero.example", "AWS_LAMBDA_FUNCTION_NAME", "send");

        assertNames("NERO_COUNTRIES", deployed, Settings::sendRules);
    }

    @Test
    void readsTheQueue() {
        Settings keys = settings("NERO_QUEUE_URL", "https://sqs.eu-central-1.amazonaws.com/1/generations", "AWS_REGION",
                "eu-central-1", "AWS_ACCESS_KEY_ID", "id", "AWS_SECRET_ACCESS_KEY", "canary", "AWS_SESSION_TOKEN",
                "token");
        Settings underSnapStart = settings("NERO_QUEUE_URL", "https://sqs.example/1/generations", "AWS_REGION", "r");

        assertEquals(new SqsQueue(URI.create("https://sqs.eu-central-1.amazonaws.com/1/generations"), "eu-central-1",
                Optional.of(new SqsQueue.Keys("id", "canary", Optional.of("token")))), keys.queue());
        assertFalse(keys.queue().toString().contains("canary"));
        assertEquals(Optional.empty(), underSnapStart.queue().keys());
        assertNames("NERO_QUEUE_URL", settings(), Settings::queue);
        assertNames("AWS_REGION", settings("NERO_QUEUE_URL", "https://sqs.example/1/generations"), Settings::queue);
        for (String invalid : List.of("generations", "sqs.example/1", "ftp://sqs.example/1", "https:///1")) {
            assertNames("NERO_QUEUE_URL", settings("NERO_QUEUE_URL", invalid, "AWS_REGION", "r"), Settings::queue);
        }
    }

    @Test
    void readsTheKeysOfWebhooks() {
        String first = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        String second = "whsec_" + PEPPER;

        assertEquals(List.of(), settings("REPLICATE_WEBHOOK_SECRET", " ").replicateWebhookKeys());
        assertEquals(List.of(Webhooks.key(first), Webhooks.key(second)),
                settings("REPLICATE_WEBHOOK_SECRET", first + ", " + second).replicateWebhookKeys());
        for (String invalid : List.of("canary", first.substring(6), first + ",," + second, first + " " + second,
                "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa-_")) {
            assertNames("REPLICATE_WEBHOOK_SECRET", settings("REPLICATE_WEBHOOK_SECRET", invalid),
                    Settings::replicateWebhookKeys);
        }
    }

    @Test
    void prefersTheMessagingServiceToAPhoneNumber() {
        TwilioAccount account = settings("TWILIO_ACCOUNT_SID", SID, "TWILIO_AUTH_TOKEN", "secret",
                "TWILIO_MESSAGING_SERVICE_SID", SERVICE, "TWILIO_FROM", "+15005550006").twilio();

        assertEquals(
                new TwilioAccount(SID, "secret", new TwilioAccount.MessagingService(SERVICE), TwilioAccount.TWILIO),
                account);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"'' | '' | true", "IR | IR | false", "IR,DE | IR | true", "'' | IR | true",
            "IR | IR,DE | false"})
    void needsTwilioUnlessKavenegarSendsToAllCountries(String countries, String kavenegar, boolean others) {
        Settings settings = settings("NERO_COUNTRIES", countries, "NERO_KAVENEGAR_COUNTRIES", kavenegar);

        assertEquals(others, settings.servesOtherCountries());
    }

    @Test
    void readsTheKavenegarAccount() {
        assertEquals(new KavenegarAccount("abc123", "nero-login", KavenegarAccount.KAVENEGAR),
                settings("KAVENEGAR_API_KEY", "abc123", "KAVENEGAR_TEMPLATE", "nero-login").kavenegar());
        assertNames("KAVENEGAR_TEMPLATE", settings("KAVENEGAR_API_KEY", "abc123"), Settings::kavenegar);
        assertNames("KAVENEGAR_API_KEY", settings("KAVENEGAR_TEMPLATE", "nero-login"), Settings::kavenegar);
        assertNames("KAVENEGAR_API_KEY", settings("KAVENEGAR_TEMPLATE", "nero-login", "KAVENEGAR_API_KEY", "a/b"),
                Settings::kavenegar);
    }

    @Test
    void readsTheCloudinaryUrl() {
        assertEquals(CloudinaryAccount.parse("cloudinary://1:secret@nero"),
                settings("CLOUDINARY_URL", " cloudinary://1:secret@nero").cloudinary());
    }

    @Test
    void refusesASigningKeyWhosePublicKeyIsNotAccepted() {
        String ours = Base64.getEncoder().encodeToString(OURS.getPublic().getEncoded());
        String other = Base64.getEncoder().encodeToString(BadTokens.keyPair("RSA").getPublic().getEncoded());
        String signing = Base64.getEncoder().encodeToString(OURS.getPrivate().getEncoded());

        Settings accepted = settings("NERO_JWT_PRIVATE_KEY", signing, "NERO_JWT_PUBLIC_KEYS",
                other + "," + ours + "," + ours);
        Settings notAccepted = settings("NERO_JWT_PRIVATE_KEY", signing, "NERO_JWT_PUBLIC_KEYS", other);

        assertEquals(OURS.getPrivate(), accepted.jwtPrivateKey());
        assertEquals(2, accepted.jwtPublicKeys().size());
        assertNames("NERO_JWT_PRIVATE_KEY", notAccepted, Settings::jwtPrivateKey);
        assertNames("NERO_JWT_PRIVATE_KEY", settings("NERO_JWT_PUBLIC_KEYS", ours), Settings::jwtPrivateKey);
    }

    @Test
    void namesAMissingSetting() {
        Settings empty = settings();

        assertNames("NERO_WEB_ORIGIN", empty, Settings::webOrigin);
        assertNames("MONGODB_URI", empty, Settings::mongodbUri);
        assertNames("NERO_CODE_PEPPERS", empty, Settings::codeHashing);
        assertNames("NERO_ERASURE_KEYS", empty, Settings::numberHashing);
        assertNames("NERO_JWT_PUBLIC_KEYS", empty, Settings::jwtPrivateKey);
        assertNames("NERO_JWT_PUBLIC_KEYS", empty, Settings::jwtPublicKeys);
        assertNames("CLOUDINARY_URL", empty, Settings::cloudinary);
        assertNames("TWILIO_FROM", empty, Settings::twilio);
        assertNames("TWILIO_ACCOUNT_SID", settings("TWILIO_FROM", "+15005550006"), Settings::twilio);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"NERO_SENDS_PER_PHONE | 5", "NERO_SENDS_PER_IP | x/PT1H",
            "NERO_COUNTRIES_PER_IP | 3/P1D,4/P1D", "NERO_SENDS_TOTAL | 0/P1D", "NERO_GUESSES_PER_PHONE | 20",
            "NERO_CODE_TTL | 5m", "NERO_CODE_TTL | PT0S", "NERO_CODE_TTL | PT11H", "NERO_COUNTRIES | Iran",
            "NERO_WEB_ORIGIN | nero.example", "NERO_WEB_ORIGIN | http://us er@x"})
    void namesAnInvalidSettingButNotItsValue(String name, String value) {
        Settings settings = settings("NERO_WEB_ORIGIN", "https://nero.example", name, value);

        assertNames(name, settings, Settings::sendRules);
    }

    @Test
    void namesAnInvalidRequestLimit() {
        assertNames("NERO_RATE_LIMIT", settings("NERO_RATE_LIMIT", "100"), Settings::requestLimit);
        assertNames("NERO_READ_RATE_LIMIT", settings("NERO_READ_RATE_LIMIT", "600"), Settings::readLimit);
        assertNames("NERO_POLL_RATE_LIMIT", settings("NERO_POLL_RATE_LIMIT", "900"), Settings::pollLimit);
    }

    @Test
    void readsTheLimitsOfGenerations() {
        assertEquals(new GenerationLimits(Limit.parseAll("30/PT1H,150/P1D"), Limit.parseAll("10/P1D"),
                Limit.parseAll("5/P1D"), Limit.parseAll("2000/P1D")), settings().generationLimits());
        assertEquals(
                new GenerationLimits(Limit.parseAll("1/PT1H"), Limit.parseAll("2/PT2H"), Limit.parseAll("3/PT3H"),
                        Limit.parseAll("4/P4D")),
                settings("NERO_GENERATIONS_PER_USER", "1/PT1H", "NERO_GENERATIONS_PER_FREE_USER", "2/PT2H",
                        "NERO_GENERATIONS_ON_FIRST_DAY", "3/PT3H", "NERO_GENERATIONS_TOTAL", "4/P4D")
                        .generationLimits());
    }

    /** A generation that its user deletes is counted for a day only. */
    @ParameterizedTest
    @ValueSource(strings = {"NERO_GENERATIONS_PER_USER", "NERO_GENERATIONS_PER_FREE_USER",
            "NERO_GENERATIONS_ON_FIRST_DAY"})
    void refusesLimitsOfGenerationsForMoreThanADay(String name) {
        assertNames(name, settings(name, "5/PT1H,10/PT25H"), Settings::generationLimits);
        assertNames(name, settings(name, "5"), Settings::generationLimits);
    }

    @Test
    void allowsUploadsOfOneToAHundredMegapixels() {
        for (int megapixels = 1; megapixels <= 100; megapixels++) {
            assertEquals(megapixels, settings("NERO_UPLOAD_MEGAPIXELS", "" + megapixels).uploadMegapixels());
        }
        for (String invalid : List.of("0", "101", "-1", "2.5", "50 MP", "99999999999")) {
            assertNames("NERO_UPLOAD_MEGAPIXELS", settings("NERO_UPLOAD_MEGAPIXELS", invalid),
                    Settings::uploadMegapixels);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"canary", "1:canary", ":" + PEPPER, "1:" + PEPPER + ":x", "1:AAAA",
            "1:" + PEPPER + ",1:" + PEPPER})
    void doesNotRepeatAnInvalidSecret(String peppers) {
        IllegalArgumentException failure = assertThrows(IllegalArgumentException.class,
                () -> settings("NERO_CODE_PEPPERS", peppers).codeHashing());

        assertTrue(failure.getMessage().contains("NERO_CODE_PEPPERS"));
        assertFalse(failure.getMessage().contains("canary"));
        assertFalse(failure.getMessage().contains(PEPPER));
    }

    @Test
    void requiresKeysOf32Bytes() {
        for (String name : List.of("NERO_CODE_PEPPERS", "NERO_CURSOR_KEYS", "NERO_ERASURE_KEYS")) {
            Function<Settings, Object> read = switch (name) {
                case "NERO_CODE_PEPPERS" -> Settings::codeHashing;
                case "NERO_CURSOR_KEYS" -> Settings::cursorSigning;
                default -> Settings::numberHashing;
            };

            assertNames(name, settings(name, "1:" + base64(31)), read);
            read.apply(settings(name, "1:" + base64(32)));
        }
    }

    @Test
    void requiresWebhookKeysOf24Bytes() {
        String name = "REPLICATE_WEBHOOK_SECRET";

        assertNames(name, settings(name, "whsec_" + base64(23)), Settings::replicateWebhookKeys);
        assertEquals(1, settings(name, "whsec_" + base64(24)).replicateWebhookKeys().size());
    }

    private static String base64(int bytes) {
        return Base64.getEncoder().encodeToString(new byte[bytes]);
    }

    @Test
    void doesNotRepeatAnInvalidCloudinaryUrl() {
        IllegalArgumentException failure = assertThrows(IllegalArgumentException.class,
                () -> settings("CLOUDINARY_URL", "cloudinary://1:canary@nero/canary").cloudinary());

        assertTrue(failure.getMessage().contains("CLOUDINARY_URL"));
        assertFalse(failure.getMessage().contains("canary"));
    }

    @Test
    void readsTheKeyAndTheModelsOfGemini() {
        Settings own = settings("GEMINI_API_KEY", "canary", "NERO_GEMINI_MODEL", "gemini-4-image",
                "NERO_GEMINI_PRO_MODEL", "gemini-4-pro-image", "GEMINI_BASE_URL", "http://localhost:1/gemini");

        assertNames("GEMINI_API_KEY", settings("NERO_GEMINI_MODEL", "gemini-4-image"), Settings::gemini);
        assertEquals(new GeminiAccount("canary", "gemini-3.1-flash-image", "gemini-3-pro-image",
                URI.create("https://generativelanguage.googleapis.com")),
                settings("GEMINI_API_KEY", "canary").gemini());
        assertEquals(new GeminiAccount("canary", "gemini-4-image", "gemini-4-pro-image",
                URI.create("http://localhost:1/gemini")), own.gemini());
        assertFalse(own.gemini().toString().contains("canary"));
    }

    @ParameterizedTest
    @CsvSource({"GEMINI_API_KEY,two words", "NERO_GEMINI_MODEL,models/x", "NERO_GEMINI_PRO_MODEL,../x",
            "GEMINI_BASE_URL,localhost"})
    void namesAnInvalidSettingOfGeminiButNotItsValue(String name, String value) {
        Settings settings = settings("GEMINI_API_KEY", "canary", name, value);

        assertNames(name, settings, Settings::gemini);
        assertFalse(assertThrows(IllegalArgumentException.class, settings::gemini).getMessage().contains(value));
    }

    @Test
    void readsTheTokenAndTheModelOfReplicate() {
        ReplicateAccount account = settings("REPLICATE_API_TOKEN", "canary").replicate();
        ReplicateAccount own = settings("REPLICATE_API_TOKEN", "canary", "NERO_REPLICATE_MODEL", "owner/model-1.5",
                "NERO_REPLICATE_PRICE", "0.04", "NERO_WEBHOOK_URL", "https://api.nero.example/api/v1",
                "REPLICATE_BASE_URL", "http://localhost:1/replicate").replicate();

        assertNames("REPLICATE_API_TOKEN", settings("NERO_REPLICATE_MODEL", "owner/model"), Settings::replicate);
        assertEquals("black-forest-labs/flux-2-pro at https://api.replicate.com",
                account.model() + " at " + account.baseUri());
        assertEquals(List.of(Optional.empty(), Optional.empty()), List.of(account.price(), account.webhooks()));
        assertEquals("owner/model-1.5 at http://localhost:1/replicate", own.model() + " at " + own.baseUri());
        assertEquals(Optional.of(ReplicatePrice.parse("0.04")), own.price());
        assertEquals(Optional.of(URI.create("https://api.nero.example/api/v1")), own.webhooks());
        assertFalse((own + "").contains("canary"));
    }

    @ParameterizedTest
    @CsvSource({"REPLICATE_API_TOKEN,two words", "NERO_REPLICATE_MODEL,canary-flux", "NERO_REPLICATE_MODEL,../x",
            "NERO_REPLICATE_PRICE,cheap", "NERO_REPLICATE_INPUT,prompt", "REPLICATE_BASE_URL,localhost",
            "NERO_WEBHOOK_URL,http://api.nero.example/api/v1", "NERO_WEBHOOK_URL,https://api.nero.example/api/v1/",
            "NERO_WEBHOOK_URL,https://api.nero.example/api/v1?x=1"})
    void namesAnInvalidSettingOfReplicateButNotItsValue(String name, String value) {
        Settings settings = settings("REPLICATE_API_TOKEN", "a-token", name, value);

        assertNames(name, settings, Settings::replicate);
        assertFalse(assertThrows(IllegalArgumentException.class, settings::replicate).getMessage().contains(value));
    }

    @Test
    void readsTheKeyOfOpenAi() {
        assertEquals(Optional.empty(), settings().openAi());
        assertEquals(new OpenAiAccount("canary", URI.create("https://api.openai.com")),
                settings("OPENAI_API_KEY", "canary").openAi().orElseThrow());
        assertEquals(URI.create("http://localhost:1"),
                settings("OPENAI_API_KEY", "canary", "OPENAI_BASE_URL", "http://localhost:1").openAi().orElseThrow()
                        .baseUri());
        assertFalse(settings("OPENAI_API_KEY", "canary").openAi().toString().contains("canary"));
        assertNames("OPENAI_API_KEY", settings("OPENAI_API_KEY", "two words"), Settings::openAi);
    }

    @Test
    void readsTheAccountsOfPaymentProviders() {
        String merchant = "00000000-0000-4000-8000-000000000001";
        Settings own = settings("STRIPE_SECRET_KEY", "sk_canary", "STRIPE_API_URL", "http://localhost:1",
                "STRIPE_WEBHOOK_SECRET", "whsec_a, whsec_b", "ZARINPAL_MERCHANT_ID", merchant, "ZARINPAL_API_URL",
                "http://localhost:2");

        assertEquals(List.of(Optional.empty(), Optional.empty(), List.of()),
                List.of(settings().stripe(), settings().zarinpal(), settings().stripeWebhookSecrets()));
        assertEquals(Optional.of(new StripeAccount("sk_canary", URI.create("http://localhost:1"))), own.stripe());
        assertEquals(List.of("whsec_a", "whsec_b"), own.stripeWebhookSecrets());
        assertEquals(Optional.of(new ZarinpalAccount(merchant, URI.create("http://localhost:2"))), own.zarinpal());
        assertEquals(StripeAccount.STRIPE, settings("STRIPE_SECRET_KEY", "sk").stripe().orElseThrow().baseUri());
        assertEquals(ZarinpalAccount.ZARINPAL,
                settings("ZARINPAL_MERCHANT_ID", merchant).zarinpal().orElseThrow().baseUri());
        assertFalse(own.stripe().toString().contains("canary"));
        assertFalse(own.zarinpal().toString().contains(merchant));
        assertNames("STRIPE_SECRET_KEY", settings("STRIPE_SECRET_KEY", "two words"), Settings::stripe);
        assertNames("ZARINPAL_MERCHANT_ID", settings("ZARINPAL_MERCHANT_ID", "canary"), Settings::zarinpal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://stripe.example", "https://stripe.example/v1?x=1", "https://stripe.example#v1",
            "stripe.example", "https:/v1"})
    void namesAnInvalidUrlOfAPaymentProvider(String url) {
        assertNames("STRIPE", settings("STRIPE_SECRET_KEY", "sk", "STRIPE_API_URL", url), Settings::stripe);
    }

    @Test
    void readsTheProducts() {
        String json = "[{\"id\":\"stars-50\",\"kind\":\"pack\",\"stars\":50,"
                + "\"prices\":{\"stripe\":{\"amount\":500,\"currency\":\"EUR\"}}}]";

        assertEquals(List.of(), settings().products().all());
        assertEquals(List.of("stars-50"),
                settings("NERO_PRODUCTS", json).products().all().stream().map(Product::id).toList());
        assertNames("NERO_PRODUCTS", settings("NERO_PRODUCTS", "[{}]"), Settings::products);
    }

    @Test
    void readsWhatEveryFunctionNeeds() {
        Settings settings = settings("MONGODB_URI", "mongodb://localhost", "NERO_API_URL", "https://api.nero.example",
                "NERO_ERASURE_KEYS", "1:" + PEPPER, "NERO_CURSOR_KEYS", "1:" + PEPPER, "NERO_CODE_PEPPERS",
                "1:" + PEPPER);

        assertEquals("mongodb://localhost", settings.mongodbUri());
        assertEquals(URI.create("https://api.nero.example"), settings.apiUrl());
        assertNotNull(settings.numberHashing());
        assertNotNull(settings.cursorSigning());
        assertNotNull(settings.codeHashing());
        assertEquals(Limit.parse("2/P1D"), settings.exportsPerUser());
        assertEquals(Limit.parse("1/PT1M"), settings("NERO_EXPORTS_PER_USER", "1/PT1M").exportsPerUser());
        assertEquals(Limit.parse("60/PT1H"), settings.uploadsPerUser());
        assertEquals(Limit.parse("1/PT1M"), settings("NERO_UPLOADS_PER_USER", "1/PT1M").uploadsPerUser());
        assertNotNull(settings.replicateInput());
    }

    /** Twilio's limit for the validity of an SMS. */
    @Test
    void allowsCodesForTenHours() {
        assertEquals(Duration.ofHours(10), settings("NERO_WEB_ORIGIN", "https://nero.example", "NERO_CODE_TTL", "PT10H")
                .sendRules().codeTtl());
        assertNames("NERO_CODE_TTL",
                settings("NERO_WEB_ORIGIN", "https://nero.example", "NERO_CODE_TTL", "PT10H1S"), Settings::sendRules);
    }

    @Test
    void readsTheEnginesInTheirOrder() {
        assertEquals(List.of("filters"), settings().engines());
        assertEquals(List.of("gemini-x", "filters"), settings("NERO_ENGINES", "gemini-x, filters").engines());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Gemini", "gemini,", "gemini filters", "gemini,gemini"})
    void namesAnInvalidListOfEngines(String value) {
        assertNames("NERO_ENGINES", settings("NERO_ENGINES", value), Settings::engines);
    }

    private static void assertNames(String name, Settings settings, Function<Settings, ?> read) {
        IllegalArgumentException failure = assertThrows(IllegalArgumentException.class, () -> read.apply(settings));
        assertTrue(failure.getMessage().contains(name), failure.getMessage());
    }

    private static Settings settings(String... namesAndValues) {
        Map<String, String> environment = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            environment.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Settings(environment);
    }
}
