package app.nero.tests.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.nero.local.LocalSecrets;
import app.nero.local.gateway.Gateway;
import app.nero.local.sam.SamTemplate;
import app.nero.local.standin.Outbox;
import app.nero.local.standin.PictureFiles;
import app.nero.local.standin.PictureHost;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.RunningNero;
import app.nero.mongo.MongoConnection;
import app.nero.picture.cloudinary.CloudinaryAccount;
import app.nero.tests.support.FunctionJars;
import app.nero.tests.support.SmokeTests;
import app.nero.upkeep.mongo.MongoCollections;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpHandlers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.Network;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.mongodb.MongoDBContainer;

/**
 * Runs the packaged functions in LocalStack's Lambda containers, with secrets in LocalStack's Secrets Manager and a MongoDB
 * container. Requests go through the local gateway, because this version of LocalStack does not call authorizers. Routes without
 * an authorizer are also called through LocalStack's REST API.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@Tag("docker")
class StackIT implements SmokeTests {

    /** The last version that works without an account. */
    private static final String IMAGE = "localstack/localstack:4.14.0";

    private static final String SECRET = "nero";
    private static final String MONGO_HOST = "mongo";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static Network network;
    private static MongoDBContainer mongo;
    private static LocalStackContainer aws;
    private static HttpServer providers;
    private static Gateway gateway;
    private static ApiClient api;
    private static ApiClient restApi;

    @BeforeAll
    static void start(@TempDir Path pictures) throws IOException {
        Docker.assumeAvailable(StackIT.class);
        FunctionJars jars = FunctionJars.built();
        network = Network.newNetwork();
        mongo = new MongoDBContainer(MongoIT.IMAGE).withReplicaSet().withNetwork(network)
                .withNetworkAliases(MONGO_HOST);
        aws = new LocalStackContainer(IMAGE).withServices("secretsmanager", "lambda", "apigateway").withNetwork(network)
                .withEnv("LAMBDA_DOCKER_NETWORK", network.getId());
        mongo.start();
        aws.start();
        try (MongoConnection connection = MongoConnection.open(mongo.getReplicaSetUrl("nero"))) {
            MongoCollections.createIndexes(connection);
        }
        LocalStack localStack = new LocalStack(aws.getEndpoint());
        localStack.createSecret(SECRET, secrets(pictures));
        HttpServer server = Gateway.bind(0);
        String url = "http://localhost:" + server.getAddress().getPort();
        SamTemplate template = SamTemplate.read(RunningNero.TEMPLATE, Map.of("WebOrigin", url, "Countries", "IR",
                "SecretVersion", "", "CheckSessions", "true", "SendsPerIp", "1000/PT1H"));
        gateway = Gateway.start(server, template, localStack.secret(SECRET), Map.of(), Map.of(), Clock.systemUTC(),
                _ -> {},
                (function, environment) -> localStack.deploy(function, jars.of(function.id()), environment));
        String outbox = "http://localhost:" + providers.getAddress().getPort() + Outbox.LIST_PATH;
        api = new ApiClient(url, outbox, TIMEOUT);
        URI deployed = localStack.deploy(template.routes(), template.stage());
        restApi = new ApiClient(deployed.toString(), outbox, TIMEOUT);
    }

    /** Starts stand-ins for Twilio, Cloudinary and SQS on an address that containers can reach. */
    private static Map<String, String> secrets(Path pictures) throws IOException {
        providers = HttpServer.create(new InetSocketAddress(0), 0);
        String url = "http://" + Docker.hostIn(network) + ":" + providers.getAddress().getPort();
        String cloudinary = "cloudinary://key:secret@nero?upload_prefix=" + url + PictureHost.CLOUDINARY_PATH;
        new Outbox(Clock.systemUTC(), _ -> {}).handlers().forEach(providers::createContext);
        new PictureHost(new PictureFiles(pictures), CloudinaryAccount.parse(cloudinary), url, Clock.systemUTC())
                .handlers().forEach(providers::createContext);
        // SQS: accepts hints. No worker receives them.
        providers.createContext("/", HttpHandlers.of(200, Headers.of("Content-Type", "application/json"),
                "{\"MessageId\":\"1\"}"));
        providers.start();
        Map<String, String> secrets = new HashMap<>(LocalSecrets.generate());
        secrets.putAll(Map.of("MONGODB_URI", "mongodb://" + MONGO_HOST + ":27017/nero?directConnection=true",
                "CLOUDINARY_URL", cloudinary, "TWILIO_ACCOUNT_SID", "AC" + "0".repeat(32), "TWILIO_AUTH_TOKEN", "local",
                "TWILIO_MESSAGING_SERVICE_SID", "MG" + "0".repeat(32), "TWILIO_BASE_URL", url + Outbox.TWILIO_PATH,
                "NERO_QUEUE_URL", url + "/queue"));
        return secrets;
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
            providers.stop(0);
            aws.stop();
            mongo.stop();
            network.close();
        }
    }

    @Override
    public ApiClient api() {
        return api;
    }

    @Test
    void servesRoutesWithoutAuthorizerThroughTheRestApi() {
        String phone = ApiClient.newPhone();

        assertEquals(200, restApi.sendCode(phone).status());
        assertEquals(200, restApi.verifyCode(phone, restApi.lastCode(phone)).status());
        assertEquals(200, restApi.send(restApi.request("/auth/jwks.json")).status());
        assertEquals(200, restApi.send(restApi.request("/categories")).status());
        assertEquals(200, restApi.send(restApi.request("/health")).status());
    }
}
