package app.nero.generation.replicate;

import app.nero.http.Json;
import app.nero.http.JsonMembers;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A <a href="https://replicate.com/docs/reference/http">prediction</a>, which is what Replicate calls a job.
 *
 * @param output the URL of the first file that it made
 * @param isBlocked whether it failed because of its content
 * @param seconds how long the model ran
 */
record ReplicatePrediction(String id, String status, Optional<String> output, boolean isBlocked,
        OptionalDouble seconds) {

    /** Replicate has no code for it, and each model says it in its own words. */
    private static final String[] BLOCKED = {"nsfw", "sensitive", "safety", "moderat", "content policy", "flagged",
            "prohibited", "e005"};

    /**
     * Reads the body in one pass. It repeats the input, which is skipped.
     *
     * @throws IOException if the connection breaks, or the body is no prediction
     */
    static ReplicatePrediction read(InputStream body) throws IOException {
        Parsing parsing = new Parsing();
        try (JsonParser json = Json.FACTORY.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a JSON object");
            }
            JsonMembers.read(json, parsing::readMember);
        }
        if (parsing.id.isEmpty() || parsing.status.isEmpty()) {
            throw new IOException("not a prediction");
        }
        return new ReplicatePrediction(parsing.id, parsing.status, parsing.output, parsing.isBlocked, parsing.seconds);
    }

    private static final class Parsing {

        private String id = "";
        private String status = "";
        private Optional<String> output = Optional.empty();
        private boolean isBlocked;
        private OptionalDouble seconds = OptionalDouble.empty();

        private void readMember(String name, JsonParser json) throws IOException {
            switch (name) {
                case "id" -> id = json.getValueAsString("");
                case "status" -> status = json.getValueAsString("");
                case "output" -> readOutput(json);
                case "error" -> isBlocked = isBlock(json.getValueAsString(""));
                case "metrics" -> JsonMembers.read(json, this::readMetric);
                default -> json.skipChildren();
            }
            json.skipChildren();
        }

        /** Some models answer one URL, others an array of URLs. */
        private void readOutput(JsonParser json) throws IOException {
            if (json.currentToken() == JsonToken.START_ARRAY) {
                JsonMembers.readAll(json, this::readUrl);
            } else {
                readUrl(json);
            }
        }

        private void readUrl(JsonParser json) throws IOException {
            if (output.isEmpty() && json.currentToken() == JsonToken.VALUE_STRING) {
                output = Optional.of(json.getText());
            }
            json.skipChildren();
        }

        private void readMetric(String name, JsonParser json) throws IOException {
            if (name.equals("predict_time") && json.currentToken().isNumeric()) {
                seconds = OptionalDouble.of(json.getDoubleValue());
            }
            json.skipChildren();
        }

        private static boolean isBlock(String error) {
            String text = error.toLowerCase(Locale.ROOT);
            return Stream.of(BLOCKED).anyMatch(text::contains);
        }
    }
}
