package app.nero.functions.profile;

import app.nero.account.Activity;
import app.nero.account.EmailAddress;
import app.nero.account.Profile;
import app.nero.account.ProfileChange;
import app.nero.account.User;
import app.nero.account.Users;
import app.nero.account.json.UserJson;
import app.nero.account.mongo.MongoUsers;
import app.nero.http.Field;
import app.nero.http.Problem;
import app.nero.http.Request;
import app.nero.http.Response;
import app.nero.http.Values;
import app.nero.kernel.CursorSigning;
import app.nero.kernel.Id;
import app.nero.kernel.PersonName;
import app.nero.lambda.ApiFunction;
import app.nero.lambda.Wiring;
import app.nero.session.Sessions;
import app.nero.session.mongo.MongoSessions;
import app.nero.stars.ErasedNumbers;
import app.nero.stars.mongo.MongoErasedNumbers;
import app.nero.throttle.Limit;
import app.nero.upkeep.EraseAccount;
import app.nero.upkeep.Erasures;
import app.nero.upkeep.mongo.MongoErasures;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code GET} and {@code DELETE /users/me}, {@code GET /users/me/export}, {@code GET} and {@code PATCH /users/profile},
 * {@code GET /health}.
 */
public final class ProfileHandler extends ApiFunction {

    private static final Field<Optional<Optional<PersonName>>> NAME = Field.text("name", PersonName::parse,
            "must be 1 to 100 characters, at least one of them visible, without control characters").nullable();
    private static final Field<Optional<Optional<EmailAddress>>> EMAIL = Field.text("email", EmailAddress::parse,
            "must be a valid email address of at most 254 characters").nullable();

    private final Users users;
    private final Clock clock;
    private final EraseAccount eraseAccount;
    private final Supplier<ExportRoute> exportRoute;

    /** Called by the Lambda runtime. */
    public ProfileHandler() {
        this(Wiring.ofEnvironment());
    }

    public ProfileHandler(Wiring wiring) {
        this(new MongoUsers(wiring.mongo()), new MongoSessions(wiring.mongo()), new MongoErasures(wiring.mongo()),
                new MongoErasedNumbers(wiring.mongo(), wiring.settings().numberHashing()), exportRoute(wiring), wiring);
    }

    ProfileHandler(Users users, Sessions sessions, Erasures erasures, ErasedNumbers erasedNumbers,
            Supplier<ExportRoute> exportRoute, Wiring wiring) {
        super(wiring);
        this.users = users;
        this.clock = wiring.clock();
        this.eraseAccount = new EraseAccount(users, sessions, erasures, erasedNumbers, wiring.clock());
        this.exportRoute = exportRoute;
    }

    /** Reads the settings at the start. The classes of an export load with the first one, because exports are rare. */
    private static Supplier<ExportRoute> exportRoute(Wiring wiring) {
        CursorSigning cursors = wiring.settings().cursorSigning();
        Limit limit = wiring.settings().exportsPerUser();
        return () -> ExportRoute.of(wiring, limit, cursors);
    }

    @Override
    protected Map<String, Route> routes() {
        return Map.of(
                "GET /v1/users/me", this::readMe,
                "DELETE /v1/users/me", this::erase,
                "GET /v1/users/me/export", new CountedFirst(request -> exportRoute.get().answer(request)),
                "GET /v1/users/profile", this::readProfile,
                "PATCH /v1/users/profile", this::updateProfile,
                "GET /v1/health", new Unlimited(this::health));
    }

    private Response readMe(Request request) {
        User user = users.find(request.caller().userId()).orElseThrow(Problem::unauthorized);
        return Response.ok(json -> UserJson.write(user, clock.instant(), json));
    }

    private Response readProfile(Request request) {
        Instant now = clock.instant();
        Instant monthStart = now.atOffset(ZoneOffset.UTC).withDayOfMonth(1).truncatedTo(ChronoUnit.DAYS)
                .toInstant();
        Profile profile = users.findProfile(request.caller().userId(), monthStart).orElseThrow(Problem::unauthorized);
        Activity activity = profile.activity();
        return Response.ok(json -> {
            UserJson.write(profile.user(), now, json);
            json.writeObjectFieldStart("stats");
            json.writeNumberField("totalEdits", activity.totalEdits());
            json.writeNumberField("editsThisMonth", activity.editsThisMonth());
            json.writeNumberField("favoriteCount", activity.favoriteCount());
            json.writeNumberField("characterCount", activity.characterCount());
            json.writeEndObject();
        });
    }

    private Response updateProfile(Request request) {
        Id userId = request.caller().userId();
        Values fields = request.fields(NAME, EMAIL);
        ProfileChange change = new ProfileChange(fields.get(NAME), fields.get(EMAIL));
        User user = (change.isEmpty() ? users.find(userId) : users.update(userId, change, clock.instant()))
                .orElseThrow(Problem::unauthorized);
        return Response.ok(json -> UserJson.write(user, clock.instant(), json));
    }

    private Response erase(Request request) {
        return switch (eraseAccount.erase(request.caller())) {
            case EraseAccount.Result.Erased _ -> Response.ok("Account deleted");
            case EraseAccount.Result.NotFresh _ -> throw Problem.of(403, "FORBIDDEN",
                    "Your sign-in is more than 10 minutes old. Sign in again to delete your account.");
            case EraseAccount.Result.NotSignedIn _ -> throw Problem.unauthorized();
        };
    }

    private Response health(Request request) {
        String version = version();
        return Response.ok(json -> json.writeStringField("version", version));
    }

    /** The project's version, which the build writes into the file. */
    private static String version() {
        try (InputStream file = ProfileHandler.class.getResourceAsStream("version.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
