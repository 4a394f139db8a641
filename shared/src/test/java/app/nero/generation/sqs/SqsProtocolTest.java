package app.nero.generation.sqs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.generation.JobHint;
import app.nero.kernel.TimeLimits;
import app.nero.kernel.UnavailableException;
import app.nero.testing.Some;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Sends to ElasticMQ, a server that speaks the protocol of SQS. */
class SqsProtocolTest {

    private static final TimeLimits LONG = new TimeLimits(Duration.ofSeconds(30), Duration.ofSeconds(30));
    private static final JobHint HINT = new JobHint(Some.id(), Some.id());

    private static SQSRestServer server;
    private static URI endpoint;
    private static SqsClient receiver;
    private String url;

    @BeforeAll
    static void start() {
        server = SQSRestServerBuilder.withDynamicPort().withInterface("127.0.0.1").start();
        endpoint = URI.create("http://127.0.0.1:" + server.waitUntilStarted().localAddress().getPort());
        receiver = SqsClient.builder().endpointOverride(endpoint).region(Region.EU_CENTRAL_1)
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                .build();
    }

    @AfterAll
    static void stop() {
        receiver.close();
        server.stopAndWait();
    }

    /** A standard queue, as in {@code template.yaml}. */
    @BeforeEach
    void create() {
        String created = receiver.createQueue(it -> it.queueName("generations-" + Some.id())
                .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "780"))).queueUrl();
        url = endpoint + URI.create(created).getPath();
    }

    @Test
    void aWorkerReceivesTheIdInTheGroupOfTheUser() {
        queue(url).send(HINT, Duration.ZERO);

        Message message = receive().getFirst();
        assertEquals(HINT.message(), message.body());
        assertEquals(HINT.group().value(), message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID));
        assertEquals(List.of(), receive());
    }

    @Test
    void aWorkerReceivesAHintOnlyAfterItsDelay() {
        Instant sent = Instant.now();
        queue(url).send(HINT, Duration.ofSeconds(1));

        List<Message> received = receive();
        while (received.isEmpty()) {
            received = receive();
        }

        assertTrue(Duration.between(sent, Instant.now()).toMillis() >= 900);
        assertEquals(HINT.message(), received.getFirst().body());
    }

    @Test
    void aQueueThatDoesNotExistIsUnavailable() {
        assertThrows(UnavailableException.class, () -> queue(url + "-2").send(HINT, Duration.ZERO));
    }

    @Test
    void theServerAnswersThePing() {
        assertTrue(queue(url).ping());
    }

    private static SqsJobQueue queue(String url) {
        return new SqsJobQueue(new SqsQueue(URI.create(url), "eu-central-1",
                Optional.of(new SqsQueue.Keys("id", "secret", Optional.empty()))), LONG);
    }

    private List<Message> receive() {
        return receiver.receiveMessage(it -> it.queueUrl(url)
                .messageSystemAttributeNames(MessageSystemAttributeName.ALL)).messages();
    }
}
