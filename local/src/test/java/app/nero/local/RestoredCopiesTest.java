package app.nero.local;

import static com.mongodb.client.model.Filters.eq;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.local.LambdaRunner.Outcome;
import app.nero.local.SamTemplate.LambdaFunction;
import app.nero.testing.ProxyEvents;
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
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two copies of one snapshot, as near as it gets without taking one: a packaged function is started twice, in processes in which
 * all random numbers are the same until the snapshot, and the same are left over behind it.
 */
class RestoredCopiesTest {

    private static final int COPIES = 2;
    private static final int REQUESTS = 2;

    /** Where the random half of an id begins, behind its time. */
    private static final int NOISE_AT = 12;
    /** Base64url of a refresh token's family secret, but for the digit that holds bits of what follows. */
    private static final int FAMILY_CHARACTERS = 21;

    private static final List<FunctionProcess> PROCESSES = new ArrayList<>();

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
        PROCESSES.forEach(FunctionProcess::close);
        if (nero != null) {
            client.close();
            nero.close();
        }
    }

    @Test
    void drawNoCodeAndNoIdOfOneTwice() throws IOException {
        List<String> drawn = new ArrayList<>();

        for (LambdaRunner copy : copies("SendCodeFunction")) {
            for (int i = 0; i < REQUESTS; i++) {
                String phone = ApiClient.newPhone();
                answer(copy, "/v1/auth/send-code", "{\"phoneNumber\":\"" + phone + "\"}");
                drawn.add(api.lastCode(phone));
                drawn.add(noise(database.getCollection("verificationCodes").find(eq("phoneNumber", phone)).first()));
            }
        }

        assertAllDiffer(drawn, COPIES * REQUESTS * 2);
    }

    @Test
    void drawNoTokenNoSessionAndNoAccountTwice() throws IOException {
        List<String> drawn = new ArrayList<>();

        for (LambdaRunner copy : copies("VerifyCodeFunction")) {
            for (int i = 0; i < REQUESTS; i++) {
                String phone = ApiClient.newPhone();
                api.sendCode(phone);
                JsonNode signIn = answer(copy, "/v1/auth/verify-code",
                        "{\"phoneNumber\":\"" + phone + "\",\"code\":\"" + api.lastCode(phone) + "\"}").get("data");
                String access = Canaries.note(signIn.get("accessToken").asText());
                String refresh = Canaries.note(signIn.get("refreshToken").asText());
                JsonNode claims = ApiClient.JSON.readTree(Base64.getUrlDecoder().decode(access.split("\\.")[1]));
                drawn.add(refresh.substring(0, FAMILY_CHARACTERS));
                drawn.add(refresh.substring(FAMILY_CHARACTERS + 1));
                for (String claim : List.of("sub", "sid", "jti")) {
                    drawn.add(claims.get(claim).asText().substring(NOISE_AT));
                }
            }
        }

        assertAllDiffer(drawn, COPIES * REQUESTS * 5);
    }

    private static void assertAllDiffer(List<String> drawn, int count) {
        assertEquals(count, drawn.size());
        assertEquals(count, drawn.stream().distinct().count());
    }

    private static String noise(Document row) {
        return row.getObjectId("_id").toHexString().substring(NOISE_AT);
    }

    private static JsonNode answer(LambdaRunner copy, String resource, String json) throws IOException {
        byte[] event = ProxyEvents.a("POST", resource).json(json).stream().readAllBytes();
        if (!(copy.invoke(event, "a-request") instanceof Outcome.Answered(byte[] answered))) {
            throw new AssertionError("no answer to " + resource);
        }
        JsonNode answer = ApiClient.JSON.readTree(answered);
        assertEquals(200, answer.get("statusCode").asInt());
        return ApiClient.JSON.readTree(answer.get("body").asText());
    }

    private static List<LambdaRunner> copies(String id) throws IOException {
        SamTemplate template = SamTemplate.read(RunningNero.TEMPLATE,
                Map.of("WebOrigin", nero.url(), "Countries", "IR", "SecretVersion", ""));
        LambdaFunction function = template.functions().get(id);
        Path jar = jars.of(id);
        List<LambdaRunner> copies = new ArrayList<>();
        for (int i = 1; i <= COPIES; i++) {
            String name = id + "Copy" + i;
            copies.add(LambdaRunner.load(function, nero.settings(),
                    (it, environment) -> copy(new LambdaFunction(name, it.handler(), it.timeout(), it.environment()),
                            jar,
                            environment)));
        }
        return copies;
    }

    private static FunctionProcess copy(LambdaFunction function, Path jar, Map<String, String> environment) {
        try {
            Path folder = Files.createTempDirectory(Path.of("target"), "copy");
            Path snapshot = folder.resolve("snapshot");
            FunctionProcess process = FunctionProcess.start(function, jar, environment, () -> {
                try {
                    Files.createFile(snapshot);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }, CopiedRandom.options(folder.resolve("security"), snapshot));
            assertTrue(Files.exists(snapshot));
            PROCESSES.add(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
