package app.nero.generation.openai;

import app.nero.testing.FaultyServer;
import java.io.IOException;
import java.util.regex.Pattern;

/** A stand-in for OpenAI's moderation endpoint. It flags requests that contain {@link #FLAGGED} and come one at a time. */
public final class OpenAiServer extends FaultyServer {

    public static final String KEY = "canary-openai-key";
    public static final String FLAGGED = "flagged-word";

    private static final Pattern FLAG = Pattern.compile(FLAGGED);

    public OpenAiServer() throws IOException {
        super(answers(false));
        becomes(connection -> answers(FLAG.matcher(received().getLast().body()).find()).answer(connection));
    }

    public static Behaviour answers(boolean isFlagged) {
        return answers(200,
                "{\"id\":\"modr-1\",\"model\":\"omni-moderation-latest\",\"results\":[{\"flagged\":" + isFlagged
                        + ",\"categories\":{\"violence\":" + isFlagged + "},\"category_scores\":{\"violence\":0.5},"
                        + "\"category_applied_input_types\":{\"violence\":[\"text\"]}}]}");
    }
}
