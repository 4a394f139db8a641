package app.nero.functions.favorite;

import app.nero.favorite.Favorites;
import app.nero.favorite.MarkFavorite;
import app.nero.favorite.MarkFavorite.Mode;
import app.nero.favorite.MarkFavorite.Result;
import app.nero.favorite.mongo.MongoFavorites;
import app.nero.http.EventLog;
import app.nero.http.Problem;
import app.nero.http.Request;
import app.nero.http.Response;
import app.nero.lambda.ApiConfig;
import app.nero.lambda.Edge;
import app.nero.lambda.RequestLimit;
import app.nero.lambda.Settings;
import app.nero.mongo.MongoConnection;
import app.nero.template.Templates;
import app.nero.template.mongo.MongoTemplates;
import app.nero.throttle.mongo.MongoThrottles;
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
        this(new MongoTemplates(mongo), new MongoFavorites(mongo), new ApiConfig(settings.webOrigin(),
                new RequestLimit(MongoThrottles.ofRequests(mongo), settings.requestLimit(), CLOCK), settings.metrics(),
                List.of(mongo)),
                CLOCK);
    }

    FavoriteHandler(Templates templates, Favorites favorites, ApiConfig front, Clock clock) {
        this.markFavorite = new MarkFavorite(templates, favorites, new SecureRandom(), clock);
        this.edge = new Edge(Map.of( //
                "POST /v1/templates/{id}/favorite", request -> mark(request, Mode.TOGGLE), //
                "PUT /v1/templates/{id}/favorite", request -> mark(request, Mode.SET), //
                "DELETE /v1/templates/{id}/favorite", request -> mark(request, Mode.UNSET)), front,
                new EventLog(clock, front.metrics()), clock);
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        edge.handle(event, answer, context);
    }

    private Response mark(Request request, Mode wish) {
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
