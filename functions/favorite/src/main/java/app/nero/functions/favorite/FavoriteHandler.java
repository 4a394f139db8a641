package app.nero.functions.favorite;

import app.nero.application.MarkFavorite.Result;
import app.nero.application.MarkFavorite.Wish;
import app.nero.application.MarkFavorite;
import app.nero.domain.template.Favorites;
import app.nero.domain.template.Templates;
import app.nero.edge.Edge;
import app.nero.edge.EventLog;
import app.nero.edge.Front;
import app.nero.edge.Problem;
import app.nero.edge.Request;
import app.nero.edge.RequestLimit;
import app.nero.edge.Response;
import app.nero.infrastructure.Settings;
import app.nero.infrastructure.mongo.MongoConnection;
import app.nero.infrastructure.mongo.MongoThrottles;
import app.nero.infrastructure.mongo.MongoFavorites;
import app.nero.infrastructure.mongo.MongoTemplates;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** {@code POST}, {@code PUT} and {@code DELETE /templates/{id}/favorite}: toggles, sets and unsets. */
public final class FavoriteHandler implements RequestStreamHandler {

    /** As fine as the store keeps time. */
    private static final Clock CLOCK = Clock.tickMillis(ZoneOffset.UTC);

    private final Edge edge;
    private final MarkFavorite markFavorite;

    /** As Lambda makes it. */
    public FavoriteHandler() {
        this(Settings.ofEnvironment());
    }

    public FavoriteHandler(Settings settings) {
        this(MongoConnection.open(settings.mongodbUri()), settings);
    }

    private FavoriteHandler(MongoConnection mongo, Settings settings) {
        this(new MongoTemplates(mongo), new MongoFavorites(mongo), new Front(settings.webOrigin(),
                new RequestLimit(MongoThrottles.ofRequests(mongo), settings.requestLimit(), CLOCK), settings.metrics(),
                List.of(mongo)),
                CLOCK);
    }

    FavoriteHandler(Templates templates, Favorites favorites, Front front, Clock clock) {
        this.markFavorite = new MarkFavorite(templates, favorites, new SecureRandom(), clock);
        this.edge = new Edge(Map.of( //
                "POST /v1/templates/{id}/favorite", request -> mark(request, Wish.TOGGLE), //
                "PUT /v1/templates/{id}/favorite", request -> mark(request, Wish.SET), //
                "DELETE /v1/templates/{id}/favorite", request -> mark(request, Wish.UNSET)), front,
                new EventLog(clock, front.metrics()), clock);
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        edge.handle(event, answer, context);
    }

    private Response mark(Request request, Wish wish) {
        Result result = markFavorite.mark(request.caller().userId(), request.pathId("id"), wish);
        if (result instanceof Result.Marked(boolean favorite, int likeCount)) {
            return Response.ok(json -> {
                json.writeBooleanField("isFavorite", favorite);
                json.writeNumberField("likeCount", likeCount);
            });
        }
        throw Problem.notFound();
    }
}
