package app.nero.local.gateway;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Builds the events by which API Gateway asks a Lambda authorizer. */
public final class AuthorizerEvents {

    private final JsonMapper json;

    public AuthorizerEvents(JsonMapper json) {
        this.json = json;
    }

    /** For an authorizer of type TOKEN, which is shown one header's value. */
    public JsonNode ofToken(String token, String methodArn) {
        return json.createObjectNode().put("type", "TOKEN").put("methodArn", methodArn).put("authorizationToken",
                token);
    }

    /** For an authorizer of type REQUEST, which is shown the function's own event without its body. */
    public JsonNode ofRequest(APIGatewayProxyRequestEvent event, String methodArn) {
        ObjectNode shown = json.valueToTree(event);
        shown.remove(List.of("body", "isBase64Encoded"));
        return shown.put("type", "REQUEST").put("methodArn", methodArn);
    }
}
