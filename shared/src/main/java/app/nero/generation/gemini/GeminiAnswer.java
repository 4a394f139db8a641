package app.nero.generation.gemini;

import app.nero.http.Json;
import app.nero.http.JsonMembers;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What Gemini answers with the status 200. It also refuses with this status: with a reason for which it blocked the prompt, or with a
 * reason for which it finished without an image.
 *
 * @param image the first that is a result; images that the model made while it thought are none
 * @param blockReason why it blocked the prompt
 * @param finishReason why the candidate ended
 * @param cost in millionths of a US dollar; empty if the price of the model is unknown
 */
record GeminiAnswer(Optional<byte[]> image, Optional<String> blockReason, Optional<String> finishReason,
        OptionalLong cost) {

    /**
     * Reads the body in one pass, and keeps nothing of it but the decoded image.
     *
     * @throws IOException if the connection breaks, or the body is not JSON
     */
    static GeminiAnswer read(InputStream body, String model) throws IOException {
        Parsing parsing = new Parsing();
        try (JsonParser json = Json.FACTORY.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a JSON object");
            }
            JsonMembers.read(json, parsing::readMember);
        }
        GeminiUsage usage = new GeminiUsage(parsing.inputTokens,
                parsing.outputTokens - parsing.imageTokens + parsing.thoughtTokens, parsing.imageTokens);
        return new GeminiAnswer(Optional.ofNullable(parsing.image), Optional.ofNullable(parsing.blockReason),
                Optional.ofNullable(parsing.finishReason), GeminiPrice.cost(model, usage));
    }

    private static final class Parsing {

        private byte[] image;
        private String blockReason;
        private String finishReason;
        private long inputTokens;
        private long outputTokens;
        private long thoughtTokens;
        private long imageTokens;

        private byte[] partData;
        private boolean isThought;
        private boolean isImage;
        private long modalityTokens;

        private void readMember(String name, JsonParser json) throws IOException {
            switch (name) {
                case "candidates" -> JsonMembers.readAll(json, this::readCandidate);
                case "promptFeedback" -> JsonMembers.read(json, this::readFeedback);
                case "usageMetadata" -> JsonMembers.read(json, this::readUsage);
                default -> json.skipChildren();
            }
        }

        private void readFeedback(String name, JsonParser json) throws IOException {
            if (name.equals("blockReason")) {
                blockReason = json.getText();
            }
            json.skipChildren();
        }

        private void readCandidate(JsonParser json) throws IOException {
            JsonMembers.read(json, (name, _) -> {
                if (name.equals("finishReason")) {
                    finishReason = json.getText();
                }
                if (name.equals("content")) {
                    JsonMembers.read(json, this::readContent);
                }
                json.skipChildren();
            });
        }

        private void readContent(String name, JsonParser json) throws IOException {
            if (name.equals("parts")) {
                JsonMembers.readAll(json, this::readPart);
            }
            json.skipChildren();
        }

        private void readPart(JsonParser json) throws IOException {
            partData = null;
            isThought = false;
            JsonMembers.read(json, (name, _) -> {
                switch (name) {
                    case "thought" -> isThought = json.currentToken() == JsonToken.VALUE_TRUE;
                    case "inlineData" -> JsonMembers.read(json, this::readData);
                    default -> json.skipChildren();
                }
            });
            if (image == null && !isThought) {
                image = partData;
            }
        }

        private void readData(String name, JsonParser json) throws IOException {
            if (name.equals("data")) {
                partData = json.getBinaryValue();
            }
            json.skipChildren();
        }

        private void readUsage(String name, JsonParser json) throws IOException {
            switch (name) {
                case "promptTokenCount" -> inputTokens = json.getLongValue();
                case "candidatesTokenCount" -> outputTokens = json.getLongValue();
                case "thoughtsTokenCount" -> thoughtTokens = json.getLongValue();
                case "candidatesTokensDetails" -> JsonMembers.readAll(json, this::readModality);
                default -> json.skipChildren();
            }
        }

        private void readModality(JsonParser json) throws IOException {
            isImage = false;
            modalityTokens = 0;
            JsonMembers.read(json, (name, _) -> {
                switch (name) {
                    case "modality" -> isImage = json.getText().equals("IMAGE");
                    case "tokenCount" -> modalityTokens = json.getLongValue();
                    default -> json.skipChildren();
                }
            });
            if (isImage) {
                imageTokens += modalityTokens;
            }
        }
    }
}
