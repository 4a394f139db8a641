package app.nero.generation.gemini;

import app.nero.http.Json;
import app.nero.http.JsonMembers;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Why Gemini refused a request.
 *
 * @param reason Google's name for it, such as {@code API_KEY_INVALID} or {@code RESOURCE_EXHAUSTED}; {@code none} if it gave none
 * @param isAboutImage whether an image of the request cannot be read
 */
record GeminiError(String reason, boolean isAboutImage) {

    private static final GeminiError UNKNOWN = new GeminiError("none", false);

    /** Anything else may be a value of the request. */
    private static final Pattern NAME = Pattern.compile("[A-Z_]{1,60}");

    /** Reads the <a href="https://google.aip.dev/193">body of an error</a>, if there is one. */
    static GeminiError read(InputStream body) {
        Parsing parsing = new Parsing();
        try (JsonParser json = Json.FACTORY.createParser(body)) {
            json.nextToken();
            JsonMembers.read(json, (name, _) -> {
                if (name.equals("error")) {
                    JsonMembers.read(json, parsing::readError);
                }
                json.skipChildren();
            });
            return new GeminiError(parsing.reason, parsing.isAboutImage);
        } catch (IOException _) {
            return UNKNOWN;
        }
    }

    private static final class Parsing {

        private String reason = UNKNOWN.reason;
        private boolean isAboutImage;

        private void readError(String name, JsonParser json) throws IOException {
            switch (name) {
                case "status" -> note(json.getText(), reason.equals(UNKNOWN.reason));
                // No code tells it apart from other invalid arguments.
                case "message" -> isAboutImage = json.getText().toLowerCase(Locale.ROOT).contains("image");
                case "details" -> JsonMembers.readAll(json, detail -> JsonMembers.read(detail, (member, _) -> {
                    if (member.equals("reason")) {
                        note(json.getText(), true);
                    }
                    json.skipChildren();
                }));
                default -> json.skipChildren();
            }
        }

        private void note(String value, boolean isBetter) {
            if (isBetter && NAME.matcher(value).matches()) {
                reason = value;
            }
        }
    }
}
