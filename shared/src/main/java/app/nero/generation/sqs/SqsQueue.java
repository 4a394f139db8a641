package app.nero.generation.sqs;

import java.net.URI;
import java.util.Optional;

/**
 * A queue of Amazon SQS, and the credentials to send to it.
 *
 * @param url the queue URL; requests go to its host
 * @param region of AWS, such as {@code eu-central-1}; part of each request's signature
 * @param keys if empty, the SDK asks the endpoint in {@code AWS_CONTAINER_CREDENTIALS_FULL_URI}, as Lambda requires under SnapStart
 */
public record SqsQueue(URI url, String region, Optional<Keys> keys) {

    /** @param sessionToken of temporary keys */
    public record Keys(String id, String secret, Optional<String> sessionToken) {

        @Override
        public String toString() {
            return "Keys[secret]";
        }
    }
}
