package app.nero.functions.verifycode;

import app.nero.account.Users;
import app.nero.account.json.UserJson;
import app.nero.account.mongo.MongoUsers;
import app.nero.http.EventLog;
import app.nero.http.Field;
import app.nero.http.Problem;
import app.nero.http.Request;
import app.nero.http.Response;
import app.nero.http.Values;
import app.nero.kernel.Digits;
import app.nero.lambda.ApiFunction;
import app.nero.lambda.Settings;
import app.nero.lambda.Wiring;
import app.nero.mongo.MongoConnection;
import app.nero.session.jwt.JwtAccessTokens;
import app.nero.session.mongo.MongoSessions;
import app.nero.signin.VerificationCode;
import app.nero.signin.VerifyCode;
import app.nero.signin.VerifyCode.Result;
import app.nero.signin.json.TypedNumberFields;
import app.nero.signin.mongo.MongoVerificationCodes;
import app.nero.signin.phone.LibphonenumberPlan;
import app.nero.stars.OpenLedger;
import app.nero.stars.mongo.MongoErasedNumbers;
import app.nero.stars.mongo.MongoStarsLedger;
import app.nero.statistics.mongo.MongoStatistics;
import app.nero.throttle.mongo.MongoThrottles;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** {@code POST /auth/verify-code}. */
public final class VerifyCodeHandler extends ApiFunction {

    private static final Field<String> CODE = Field.text("code",
            text -> Optional.of(Digits.fold(text.strip())).filter(VerificationCode::isCode), "must be six digits");

    private final VerifyCode verifyCode;
    private final EventLog log;
    private final Clock clock;

    /** Called by the Lambda runtime. */
    public VerifyCodeHandler() {
        this(Wiring.ofEnvironment());
    }

    public VerifyCodeHandler(Wiring wiring) {
        this(verifyCode(wiring), wiring);
    }

    VerifyCodeHandler(VerifyCode verifyCode, Wiring wiring) {
        super(wiring);
        this.verifyCode = verifyCode;
        this.log = wiring.log();
        this.clock = wiring.clock();
    }

    private static VerifyCode verifyCode(Wiring wiring) {
        Settings settings = wiring.settings();
        MongoConnection mongo = wiring.mongo();
        JwtAccessTokens accessTokens = new JwtAccessTokens(settings.jwtPrivateKey(), settings.tokenRules(),
                settings.accessTokenTtl(), wiring.random());
        Users users = new MongoUsers(mongo);
        OpenLedger openLedger = new OpenLedger(new MongoStarsLedger(mongo), users,
                new MongoErasedNumbers(mongo, settings.numberHashing()), wiring.clock(), wiring.random());
        return new VerifyCode(new LibphonenumberPlan(), new MongoThrottles(mongo),
                new MongoVerificationCodes(mongo), settings.codeHashing(), users, openLedger, new MongoSessions(mongo),
                accessTokens,
                new MongoStatistics(mongo), settings.guessLimit(), settings.sessionRules(), wiring.clock(),
                wiring.random());
    }

    @Override
    protected Map<String, Route> routes() {
        return Map.of("POST /v1/auth/verify-code", this::verifyCode);
    }

    private Response verifyCode(Request request) {
        Values fields = request.fields(TypedNumberFields.NUMBER, CODE);
        Result result = verifyCode.verify(fields.get(TypedNumberFields.NUMBER), fields.get(CODE),
                request.header("user-agent"));
        try {
            return answer(result);
        } catch (Problem problem) {
            log.metric("CodesRefused", json -> json.writeStringField("reason", problem.code()));
            throw problem;
        }
    }

    private Response answer(Result result) {
        return switch (result) {
            case Result.Verified verified -> {
                log.metric("CodesVerified");
                yield Response.ok(json -> {
                    UserJson.write(verified.user(), clock.instant(), json);
                    json.writeBooleanField("isNewUser", verified.isNewUser());
                    json.writeStringField("accessToken", verified.accessToken().value());
                    json.writeStringField("refreshToken", verified.refreshToken().value());
                    json.writeNumberField("expiresIn", verified.accessToken().lifetime().toSeconds());
                });
            }
            case Result.WrongCode wrong -> throw Problem
                    .of(401, "WRONG_CODE", "The code is wrong or no longer valid. Check it or request a new one.")
                    .with(json -> json.writeNumberField("attemptsLeft", wrong.attemptsLeft()));
            case Result.Locked locked -> throw Problem
                    .of(429, "TOO_MANY_ATTEMPTS", "Too many wrong codes. Try again later.")
                    .retryAfter(locked.retryAfter());
            case Result.InvalidNumber _ -> throw TypedNumberFields.invalid();
        };
    }
}
