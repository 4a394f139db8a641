package app.nero.generation.gemini;

import app.nero.testing.FaultyServer;
import java.io.IOException;
import java.util.Base64;

/** A stand-in for the Gemini API; by default it makes an image. */
public final class GeminiServer extends FaultyServer {

    public static final String KEY = "canary-gemini-key";

    public GeminiServer(byte[] image) throws IOException {
        super(makes(image));
    }

    /** With thoughts before the result, as the models with reasoning answer. */
    public static Behaviour makes(byte[] image) {
        return answers(200, """
            {"candidates":[{"content":{"parts":[
               {"text":"A draft.","thought":true},
               {"inlineData":{"mimeType":"image/png","data":"%s"},"thought":true},
               {"text":"Here it is."},
               {"inlineData":{"mimeType":"image/png","data":"%s"},"thoughtSignature":"c2lnbmF0dXJl"}],"role":"model"},
              "finishReason":"STOP","index":0,"safetyRatings":[{"category":"x","blocked":false}]}],
             "usageMetadata":{"promptTokenCount":1000,"candidatesTokenCount":1130,"thoughtsTokenCount":200,
              "promptTokensDetails":[{"modality":"TEXT","tokenCount":1000}],
              "candidatesTokensDetails":[{"modality":"IMAGE","tokenCount":1120},{"modality":"TEXT","tokenCount":10}]},
             "modelVersion":"x","responseId":"y"}"""
                .formatted(base64(new byte[]{1, 2, 3}), base64(image)));
    }

    /** A refusal with the status 200. */
    public static Behaviour finishes(String reason) {
        return answers(200, "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"I cannot do that.\"}]},"
                + "\"finishReason\":\"" + reason + "\",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":1}}");
    }

    /** A prompt that is refused with the status 200 and without candidates. */
    public static Behaviour blocksThePrompt(String reason) {
        return answers(200, "{\"promptFeedback\":{\"safetyRatings\":[],\"blockReason\":\"" + reason
                + "\"},\"usageMetadata\":{\"promptTokenCount\":1}}");
    }

    /** An error in Google's format, which quotes the request. */
    public static Behaviour refuses(int status, String code, String reason, String message) {
        return answers(status,
                "{\"error\":{\"code\":" + status + ",\"message\":\"" + message + "\",\"status\":\"" + code
                        + "\",\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\""
                        + reason + "\",\"metadata\":{\"key\":\"" + KEY + "\"}}]}}");
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
