package app.nero.tests.packaged;

import static com.mongodb.client.model.Filters.eq;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.nero.local.LocalNero;
import app.nero.local.gateway.LambdaRunner;
import app.nero.local.gateway.LambdaRunner.Outcome;
import app.nero.local.sam.SamTemplate;
import app.nero.local.sam.SamTemplate.LambdaFunction;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.Canaries;
import app.nero.local.testing.RunningNero;
import app.nero.testing.ProxyEvents;
import app.nero.tests.support.FunctionJars;
import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Checks that two copies of one snapshot draw different secrets and ids. The copies are simulated with {@link CopiedRandom} and, if
 * CRIU is available, also restored from one dumped process.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@Tag("slow")
class RestoredCopiesTest {

    private static final int COPIES = 2;
    private static final int REQUESTS = 2;

    /** The index of the random digits in an id. The digits before it come from the time. */
    private static final int RANDOM_AT = 12;
    /** Base64url digits that encode only a refresh token's family secret. The next digit also encodes other bits. */
    private static final int FAMILY_CHARACTERS = 21;

    /** Sends requests to one copy. */
    @FunctionalInterface
    private interface Requests {

        void send(LambdaRunner copy, String phone) throws IOException;
    }

    private enum Copies {
        RESTORED_PROCESSES, EQUAL_RANDOM_NUMBERS
    }

    private static FunctionJars jars;
    private static LocalNero nero;
    private static ApiClient api;
    private static MongoClient client;
    private static MongoDatabase database;

    @BeforeAll
    static void start() throws IOException {
        jars = FunctionJars.built();
        nero = RunningNero.start(Map.of());
        api = new ApiClient(nero);
        client = MongoClients.create(nero.settings().get("MONGODB_URI"));
        database = RunningNero.database(nero, client);
    }

    @AfterAll
    static void stop() {
        if (nero != null) {
            client.close();
            nero.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void drawNoVerificationCodeTwice(Copies copies, @TempDir Path folder) throws Exception {
        List<String> drawn = new ArrayList<>();

        each(copies, "SendCodeFunction", folder, (copy, phone) -> {
            answer(copy, "/v1/auth/send-code", "{\"phoneNumber\":\"" + phone + "\"}");
            drawn.add(api.lastCode(phone));
            drawn.add(randomPart(database.getCollection("verificationCodes").find(eq("phoneNumber", phone)).first()));
        });

        assertAllDiffer(drawn, COPIES * REQUESTS * 2);
    }

    @ParameterizedTest
    @EnumSource
    void drawNoTokenSessionOrUserIdTwice(Copies copies, @TempDir Path folder) throws Exception {
        List<String> drawn = new ArrayList<>();

        each(copies, "VerifyCodeFunction", folder, (copy, phone) -> {
            api.sendCode(phone);
            JsonNode signIn = answer(copy, "/v1/auth/verify-code",
                    "{\"phoneNumber\":\"" + phone + "\",\"code\":\"" + api.lastCode(phone) + "\"}").get("data");
            String access = Canaries.note(signIn.get("accessToken").asText());
            String refresh = Canaries.note(signIn.get("refreshToken").asText());
            JsonNode claims = ApiClient.JSON.readTree(Base64.getUrlDecoder().decode(access.split("\\.")[1]));
            drawn.add(refresh.substring(0, FAMILY_CHARACTERS));
            drawn.add(refresh.substring(FAMILY_CHARACTERS + 1));
            for (String claim : List.of("sub", "sid", "jti")) {
                drawn.add(claims.get(claim).asText().substring(RANDOM_AT));
            }
        });

        assertAllDiffer(drawn, COPIES * REQUESTS * 5);
    }

    private static void assertAllDiffer(List<String> drawn, int count) {
        assertEquals(count, drawn.size());
        assertEquals(count, drawn.stream().distinct().count());
    }

    private static String randomPart(Document row) {
        return row.getObjectId("_id").toHexString().substring(RANDOM_AT);
    }

    private static JsonNode answer(LambdaRunner copy, String resource, String json) throws IOException {
        byte[] event = ProxyEvents.a("POST", resource).json(json).stream().readAllBytes();
        if (!(copy.invoke(event, "a-request") instanceof Outcome.Answered(byte[] answered))) {
            throw new AssertionError("No response to " + resource);
        }
        JsonNode answer = ApiClient.JSON.readTree(answered);
        assertEquals(200, answer.get("statusCode").asInt());
        return ApiClient.JSON.readTree(answer.get("body").asText());
    }

    private static void each(Copies copies, String id, Path folder, Requests requests) throws Exception {
        LambdaFunction function = SamTemplate.read(RunningNero.TEMPLATE,
                Map.of("WebOrigin", nero.url(), "Countries", "IR", "SecretVersion", "")).functions().get(id);
        switch (copies) {
            case RESTORED_PROCESSES -> {
                FrozenFunction.assumePossible();
                FrozenFunction frozen = FrozenFunction.freeze(FunctionProcess.named(function, "Frozen"), jars.of(id),
                        environment(function), folder);
                for (int i = 0; i < COPIES; i++) {
                    try (FunctionProcess copy = frozen.copy()) {
                        send(copy, function, requests);
                    }
                }
            }
            case EQUAL_RANDOM_NUMBERS -> {
                for (int i = 0; i < COPIES; i++) {
                    try (FunctionProcess copy = equalCopy(FunctionProcess.named(function, "Copy" + i), jars.of(id),
                            environment(function), Files.createDirectory(folder.resolve("copy" + i)))) {
                        send(copy, function, requests);
                    }
                }
            }
        }
    }

    private static void send(FunctionProcess copy, LambdaFunction function, Requests requests) throws IOException {
        LambdaRunner runner = LambdaRunner.load(function, Map.of(), (_, _) -> copy);
        for (int i = 0; i < REQUESTS; i++) {
            requests.send(runner, ApiClient.newPhone());
        }
    }

    /** The function's environment variables. */
    private static Map<String, String> environment(LambdaFunction function) {
        Map<String, String> environment = new HashMap<>();
        LambdaRunner.load(function, nero.settings(), (_, variables) -> {
            environment.putAll(variables);
            return null;
        });
        return environment;
    }

    private static FunctionProcess equalCopy(LambdaFunction function, Path jar, Map<String, String> environment,
            Path folder) throws IOException {
        Path snapshot = folder.resolve("snapshot");
        return FunctionProcess.start(function, jar, environment, () -> {
            try {
                Files.createFile(snapshot);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }, CopiedRandom.options(folder.resolve("security"), snapshot));
    }
}
