package app.nero.functions.admin;

import app.nero.account.ChangeAccount;
import app.nero.account.FindUser;
import app.nero.account.ListUsers;
import app.nero.account.User;
import app.nero.account.Users;
import app.nero.account.mongo.MongoUsers;
import app.nero.audit.Audit;
import app.nero.audit.mongo.MongoAuditLog;
import app.nero.favorite.mongo.MongoFavorites;
import app.nero.http.EventLog;
import app.nero.http.Idempotency;
import app.nero.http.Problem;
import app.nero.http.Request;
import app.nero.http.Response;
import app.nero.http.mongo.MongoIdempotencyKeys;
import app.nero.kernel.Role;
import app.nero.lambda.ApiConfig;
import app.nero.lambda.Edge;
import app.nero.lambda.RequestLimit;
import app.nero.lambda.Settings;
import app.nero.mongo.MongoConnection;
import app.nero.picture.GrantUploads;
import app.nero.picture.cloudinary.CloudinaryImageStore;
import app.nero.picture.mongo.MongoUploads;
import app.nero.snapshot.Sample;
import app.nero.stars.MoveStars;
import app.nero.stars.mongo.MongoStarsLedger;
import app.nero.statistics.ReadStats;
import app.nero.statistics.mongo.MongoStatistics;
import app.nero.template.CreateTemplate;
import app.nero.template.DeleteTemplate;
import app.nero.template.EditTemplate;
import app.nero.template.RemoveTemplate;
import app.nero.template.mongo.MongoCategories;
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

/**
 * All routes of {@code /admin}, for admins alone: whoever else calls is refused here, in front of Spring and every
 * controller, so that a new route is closed without a word about it.
 */
public final class AdminHandler implements RequestStreamHandler {

    /** As fine as the store keeps time. */
    private static final Clock CLOCK = Clock.tickMillis(ZoneOffset.UTC);

    private final Edge edge;
    private final FindUser findUser;
    private final SpringMvc spring;

    /** As Lambda makes it. */
    public AdminHandler() {
        this(Settings.ofEnvironment());
    }

    public AdminHandler(Settings settings) {
        this(MongoConnection.open(settings.mongodbUri()), new CloudinaryImageStore(settings.cloudinary()), settings);
    }

    private AdminHandler(MongoConnection mongo, CloudinaryImageStore store, Settings settings) {
        this(controllers(mongo, store, settings), new MongoUsers(mongo), new ApiConfig(settings.webOrigin(),
                new RequestLimit(MongoThrottles.ofRequests(mongo), settings.requestLimit(), CLOCK), settings.metrics(),
                List.of(mongo, store)), CLOCK);
    }

    AdminHandler(List<Object> controllers, Users users, ApiConfig front, Clock clock) {
        this.findUser = new FindUser(users);
        this.spring = SpringMvc.with(controllers);
        this.edge = Edge.before(this::answer, AdminHandler::samples, front, new EventLog(clock, front.metrics()),
                clock);
    }

    private static List<Object> controllers(MongoConnection mongo, CloudinaryImageStore store, Settings settings) {
        SecureRandom random = new SecureRandom();
        MongoUsers users = new MongoUsers(mongo);
        MongoTemplates templates = new MongoTemplates(mongo);
        MongoCategories categories = new MongoCategories(mongo);
        MongoUploads uploads = new MongoUploads(mongo);
        Audit audit = new Audit(new MongoAuditLog(mongo), CLOCK, random);
        return List.of(
                new TemplatesController(
                        new GrantUploads(uploads, store, new MongoThrottles(mongo), settings.uploadsPerUser(), random,
                                CLOCK),
                        new CreateTemplate(templates, categories, uploads, store, audit, CLOCK),
                        new EditTemplate(templates, categories, audit, CLOCK),
                        new DeleteTemplate(templates, new RemoveTemplate(templates, new MongoFavorites(mongo)), uploads,
                                store, audit, CLOCK),
                        templates, new Idempotency(new MongoIdempotencyKeys(mongo), random, CLOCK)),
                new UsersController(new ListUsers(users),
                        new ChangeAccount(users, new MoveStars(new MongoStarsLedger(mongo), users, CLOCK, random),
                                audit,
                                CLOCK),
                        settings.cursorSigning()),
                new StatsController(new ReadStats(new MongoStatistics(mongo), CLOCK)));
    }

    /** All but the making of a template, which only a picture's receipt of the store's begins. */
    private static List<Sample> samples() {
        return List.of(Sample.of("GET /v1/admin/users"), Sample.of("GET /v1/admin/stats"),
                Sample.of("PATCH /v1/admin/users/{id}").json("{\"subscription\":\"free\"}"),
                Sample.of("POST /v1/admin/uploads").json("{}"),
                Sample.of("PATCH /v1/admin/templates/{id}").json("{\"prompt\":\"Nobody\"}"),
                Sample.of("DELETE /v1/admin/templates/{id}"));
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        edge.handle(event, answer, context);
    }

    /** A token says what its owner was when it was issued; what they are now, the store says, on every request. */
    private Response answer(Request request) {
        if (request.caller().role() != Role.ADMIN) {
            throw Problem.forbidden();
        }
        User caller = findUser.find(request.caller().userId()).orElseThrow(Problem::unauthorized);
        if (caller.role() != Role.ADMIN) {
            throw Problem.forbidden();
        }
        return spring.answer(request);
    }
}
