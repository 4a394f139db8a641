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
 * A custom resource of CloudFormation's: each deploy makes the indexes that are missing, before the functions that need
 * them take a request. When the stack goes, the indexes stay with the data.
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
        StackEvent asked = StackEvent.read(event);
        asked.answer(asked.isDelete() || created(context), "see the log of request " + context.getAwsRequestId());
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
