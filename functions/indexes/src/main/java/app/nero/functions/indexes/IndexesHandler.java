package app.nero.functions.indexes;

import app.nero.http.EventLog;
import app.nero.lambda.Wiring;
import app.nero.mongo.MongoConnection;
import app.nero.upkeep.mongo.MongoCollections;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A CloudFormation custom resource. Each deployment creates missing indexes before the functions that need them receive
 * requests. When the stack is deleted, the indexes stay with the data.
 */
public final class IndexesHandler implements RequestStreamHandler {

    private final Runnable createIndexes;
    private final EventLog log;

    /** Called by the Lambda runtime. */
    public IndexesHandler() {
        this(Wiring.ofEnvironment());
    }

    public IndexesHandler(Wiring wiring) {
        this(() -> createIndexes(wiring.settings().mongodbUri()), wiring.log());
    }

    IndexesHandler(Runnable createIndexes, EventLog log) {
        this.createIndexes = createIndexes;
        this.log = log;
    }

    private static void createIndexes(String uri) {
        try (MongoConnection mongo = MongoConnection.open(uri)) {
            MongoCollections.createIndexes(mongo);
        }
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        StackEvent stackEvent = StackEvent.read(event);
        stackEvent.respond(stackEvent.isDelete() || created(context),
                "See the log of request " + context.getAwsRequestId());
    }

    private boolean created(Context context) {
        try {
            createIndexes.run();
            return true;
        } catch (RuntimeException e) {
            log.error("IndexesFailed", e, json -> json.writeStringField("requestId", context.getAwsRequestId()));
            return false;
        }
    }
}
