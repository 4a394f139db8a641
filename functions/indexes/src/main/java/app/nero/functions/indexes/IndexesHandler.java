package app.nero.functions.indexes;

import app.nero.http.EventLog;
import app.nero.kernel.UnavailableException;
import app.nero.lambda.Wiring;
import app.nero.mongo.MongoConnection;
import app.nero.upkeep.mongo.MongoCollections;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoConfigurationException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * A CloudFormation custom resource. Each deployment creates missing indexes before the functions that need them receive
 * requests. When the stack is deleted, the indexes stay with the data.
 */
public final class IndexesHandler implements RequestStreamHandler {

    /** MongoDB's error code of a command that the user may not run. */
    private static final int UNAUTHORIZED = 13;

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
        stackEvent.respond(stackEvent.isDelete() ? Optional.empty() : createIndexes(context));
    }

    /** Returns why the indexes could not be created, if so. */
    private Optional<String> createIndexes(Context context) {
        try {
            createIndexes.run();
            return Optional.empty();
        } catch (RuntimeException e) {
            log.error("IndexesFailed", e, json -> json.writeStringField("requestId", context.getAwsRequestId()));
            return Optional.of(explain(e) + " The log of request " + context.getAwsRequestId() + " has the details.");
        }
    }

    /**
     * What the operator should check. CloudFormation shows it, also after the rollback of a first deployment has deleted the log.
     * Contains no message of the driver, which may quote the URI.
     */
    private static String explain(RuntimeException failure) {
        Throwable cause = failure instanceof UnavailableException unavailable ? unavailable.getCause() : failure;
        return switch (cause) {
            case MongoSecurityException _ -> "The database refused the user or the password in MONGODB_URI.";
            case MongoCommandException refusal when refusal.getErrorCode() == UNAUTHORIZED ->
                "The user in MONGODB_URI may not create indexes. Give it the role readWrite on the database.";
            case MongoTimeoutException _,MongoSocketException _ ->
                "The database cannot be reached or did not answer in time. Check that the cluster runs, that its access list allows "
                        + "0.0.0.0/0, and the host in MONGODB_URI.";
            case IllegalArgumentException _,MongoConfigurationException _ ->
                "MONGODB_URI cannot be used. Check that it is a MongoDB connection string and that its host exists.";
            default -> "The indexes could not be created.";
        };
    }
}
