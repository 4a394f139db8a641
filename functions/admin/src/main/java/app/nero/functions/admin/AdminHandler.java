package app.nero.functions.admin;

import app.nero.account.ChangeAccount;
import app.nero.account.User;
import app.nero.account.Users;
import app.nero.account.mongo.MongoUsers;
import app.nero.audit.Audit;
import app.nero.audit.mongo.MongoAuditLog;
import app.nero.favorite.mongo.MongoFavorites;
import app.nero.generation.EngineOffers;
import app.nero.generation.EngineSwitches;
import app.nero.generation.SwitchEngine;
import app.nero.generation.mongo.MongoEngineSwitches;
import app.nero.http.Idempotency;
import app.nero.http.Problem;
import app.nero.http.Request;
import app.nero.http.Response;
import app.nero.http.mongo.MongoIdempotencyKeys;
import app.nero.kernel.Role;
import app.nero.lambda.ApiFunction;
import app.nero.lambda.Settings;
import app.nero.lambda.Wiring;
import app.nero.mongo.MongoConnection;
import app.nero.payment.RequestRefund;
import app.nero.payment.mongo.MongoPayments;
import app.nero.picture.GrantUploads;
import app.nero.picture.cloudinary.CloudinaryImageStore;
import app.nero.picture.mongo.MongoUploads;
import app.nero.stars.MoveStars;
import app.nero.stars.mongo.MongoStarsLedger;
import app.nero.statistics.mongo.MongoStatistics;
import app.nero.template.CreateTemplate;
import app.nero.template.DeleteTemplate;
import app.nero.template.EditTemplate;
import app.nero.template.mongo.MongoCategories;
import app.nero.template.mongo.MongoTemplates;
import app.nero.throttle.mongo.MongoThrottles;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All routes under {@code /admin}. Callers who are not admins are refused here, before Spring and the controllers, so that new
 * routes are protected automatically.
 */
public final class AdminHandler extends ApiFunction {

    private final Users users;
    private final SpringMvc spring;

    /** Called by the Lambda runtime. */
    public AdminHandler() {
        this(Wiring.ofEnvironment());
    }

    public AdminHandler(Wiring wiring) {
        this(controllers(wiring), new MongoUsers(wiring.mongo()), wiring);
    }

    AdminHandler(List<Object> controllers, Users users, Wiring wiring) {
        super(wiring);
        this.users = users;
        this.spring = new SpringMvc(controllers);
    }

    private static List<Object> controllers(Wiring wiring) {
        Settings settings = wiring.settings();
        Clock clock = wiring.clock();
        SecureRandom random = wiring.random();
        MongoConnection mongo = wiring.mongo();
        CloudinaryImageStore store = wiring.imageStore();
        MongoUsers users = new MongoUsers(mongo);
        MongoTemplates templates = new MongoTemplates(mongo);
        MongoCategories categories = new MongoCategories(mongo);
        MongoUploads uploads = new MongoUploads(mongo);
        Audit audit = new Audit(new MongoAuditLog(mongo), clock, random);
        MongoPayments payments = new MongoPayments(mongo);
        EngineOffers engines = wiring.engineOffers();
        EngineSwitches switches = new MongoEngineSwitches(mongo);
        return List.of(
                new EnginesController(engines, switches, new SwitchEngine(engines, switches, audit)),
                new PaymentsController(payments, new RequestRefund(payments, audit, clock), settings.cursorSigning()),
                new TemplatesController(
                        new GrantUploads(uploads, store, new MongoThrottles(mongo), settings.uploadsPerUser(), random,
                                clock),
                        new CreateTemplate(templates, categories, uploads, store, settings.uploadMegapixels(), audit,
                                clock),
                        new EditTemplate(templates, categories, audit, clock),
                        new DeleteTemplate(templates, new MongoFavorites(mongo), uploads, store, audit, clock),
                        templates, new Idempotency(new MongoIdempotencyKeys(mongo), random, clock)),
                new UsersController(users,
                        new ChangeAccount(users, new MoveStars(new MongoStarsLedger(mongo), users, clock, random),
                                audit, clock),
                        settings.cursorSigning(), clock),
                new StatsController(new MongoStatistics(mongo), clock));
    }

    /** Empty: the controllers declare their routes to Spring. */
    @Override
    protected Map<String, Route> routes() {
        return Map.of();
    }

    @Override
    protected Optional<Route> route(Request request) {
        return Optional.of(this::answer);
    }

    /** Also reads the caller's current role, because the role in a token is that of the time when it was issued. */
    private Response answer(Request request) {
        if (request.caller().role() != Role.ADMIN) {
            throw Problem.forbidden();
        }
        User caller = users.find(request.caller().userId()).orElseThrow(Problem::unauthorized);
        if (caller.role() != Role.ADMIN) {
            throw Problem.forbidden();
        }
        return spring.answer(request);
    }
}
