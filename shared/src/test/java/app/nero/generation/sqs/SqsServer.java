package app.nero.generation.sqs;

import app.nero.testing.FaultyServer;
import java.io.IOException;

/** A stand-in for SQS. */
final class SqsServer extends FaultyServer {

    SqsServer(Behaviour behaviour) throws IOException {
        super(behaviour);
    }

    static Behaviour accepts() {
        return answers(200, "{\"MessageId\":\"5fea7756-0ea4-451a-a703-a558b933e274\"}");
    }

    static Behaviour refuses(int status, String code) {
        return answers(status, "{\"__type\":\"com.amazonaws.sqs#" + code
                + "\",\"message\":\"arn:aws:sts::123456789012:assumed-role/canary is not authorized\"}");
    }
}
