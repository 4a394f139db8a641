package app.nero.local.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Builds the event by which EventBridge runs a function on a schedule. */
public final class ScheduledEvent {

    private ScheduledEvent() {}

    /** @param function the logical id of the function that is to run */
    public static ObjectNode of(String id, String function, Instant at) {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("version", "0").put("id", id)
                .put("detail-type", "Scheduled Event").put("source", "aws.events")
                .put("account", GatewayEvent.ACCOUNT_ID)
                .put("time", at.truncatedTo(ChronoUnit.SECONDS).toString()).put("region", "local");
        event.putArray("resources").add("arn:aws:events:local:" + GatewayEvent.ACCOUNT_ID + ":rule/" + function);
        event.putObject("detail");
        return event;
    }
}
