package app.nero.functions.verifycode;

import app.nero.account.json.UserJson;
import app.nero.account.mongo.MongoUsers;
import app.nero.http.EventLog;
import app.nero.http.Field;
import app.nero.http.Problem;
import app.nero.http.Request;
import app.nero.http.Response;
import app.nero.http.Values;
import app.nero.kernel.Digits;
import app.nero.kernel.Id;
import app.nero.kernel.PhoneNumber;
import app.nero.lambda.ApiFunction;
import app.nero.lambda.Settings;
import app.nero.lambda.Wiring;
import app.nero.mongo.MongoConnection;
import app.nero.session.jwt.JwtAccessTokens;
import app.nero.session.mongo.MongoSessions;
import app.nero.signin.CodeHashing;
import app.nero.signin.VerificationCode;
import app.nero.signin.VerifyCode;
import app.nero.signin.VerifyCode.Result;
import app.nero.signin.mongo.MongoVerificationCodes;
import app.nero.signin.phone.LibphonenumberPlan;
import app.nero.snapshot.Sample;
import app.nero.stars.mongo.MongoStarsLedger;
import app.nero.statistics.mongo.MongoStatistics;
import app.nero.throttle.mongo.MongoThrottles;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code POST /auth/verify-code}. */
public final class VerifyCodeHandler extends ApiFunction {

    private static final Field<String> PHONE_NUMBER = Field.text("phoneNumber", Optional::of, "");
    private static final Field<String> CODE = Field.text("code",
            typed -> Optional.of(Digits.fold(typed.strip())).filter(VerificationCode::isCode), "must be six digits");

    private static final String SAMPLE_CODE = "000000";

    private final VerifyCode verifyCode;
    private final EventLog log;

    /** Called by the Lambda runtime. */
    public VerifyCodeHandler() {
        this(Settings.ofEnvironment());
    }

    public VerifyCodeHandler(Settings settings) {
        Wiring wiring = new Wiring(settings);
        MongoConnection mongo = wiring.mongo();
        CodeHashing hashing = settings.codeHashing();
        JwtAccessTokens accessTokens = new JwtAccessTokens(settings.jwtPrivateKey(), settings.tokenRules(),
                settings.accessTokenTtl(), wiring.random());
        this(new VerifyCode(new LibphonenumberPlan(), new MongoThrottles(mongo),
                MongoVerificationCodes.rehearsedBy(() -> sampleCode(hashing, wiring.clock()), mongo), hashing,
                new MongoUsers(mongo), new MongoStarsLedger(mongo), new MongoSessions(mongo), accessTokens,
                new MongoStatistics(mongo), settings.guessLimit(), settings.sessionRules(), wiring.clock(),
                wiring.random()), wiring);
    }

    VerifyCodeHandler(VerifyCode verifyCode, Wiring wiring) {
        super(wiring, VerifyCodeHandler::samples);
        this.verifyCode = verifyCode;
        this.log = wiring.log();
    }

    @Override
    protected Map<String, Route> routes() {
        return Map.of("POST /v1/auth/verify-code", this::verifyCode);
    }

    /** The code that the sample below shows, of somebody who has no account yet. */
    private static VerificationCode sampleCode(CodeHashing hashing, Clock clock) {
        return new VerificationCode(Id.NOBODY, PhoneNumber.NOBODY,
                hashing.hash(Id.NOBODY, PhoneNumber.NOBODY, SAMPLE_CODE), Instant.EPOCH,
                clock.instant().plus(Duration.ofHours(1)), false, 1);
    }

    private static List<Sample> samples() {
        return List.of(Sample.of("POST /v1/auth/verify-code")
                .json("{\"phoneNumber\":\"" + PhoneNumber.NOBODY.value() + "\",\"code\":\"" + SAMPLE_CODE + "\"}"));
    }

    private Response verifyCode(Request request) {
        Values fields = request.fields(PHONE_NUMBER, CODE);
        Result result = verifyCode.verify(fields.get(PHONE_NUMBER), fields.get(CODE), request.header("user-agent"));
        try {
            return answer(result);
        } catch (Problem refused) {
            log.metric("CodesRefused", json -> json.writeStringField("reason", refused.code()));
            throw refused;
        }
    }

    private Response answer(Result result) {
        return switch (result) {
            case Result.Verified verified -> {
                log.metric("CodesVerified");
                yield Response.ok(json -> {
                    UserJson.write(verified.user(), json);
                    json.writeBooleanField("isNewUser", verified.isNewUser());
                    json.writeStringField("accessToken", verified.accessToken().value());
                    json.writeStringField("refreshToken", verified.refreshToken().value());
                    json.writeNumberField("expiresIn", verified.accessToken().lifetime().toSeconds());
                });
            }
            case Result.WrongCode wrong -> throw Problem
                    .of(401, "WRONG_CODE", "The code is wrong or no longer good; after a few tries ask for a new one")
                    .with(json -> json.writeNumberField("attemptsLeft", wrong.attemptsLeft()));
            case Result.Locked locked -> throw Problem
                    .of(429, "TOO_MANY_ATTEMPTS", "Too many wrong codes; try again later")
                    .retryAfter(locked.retryAfter());
            case Result.InvalidNumber _ -> throw Problem.validation("phoneNumber",
                    "must be a phone number with its country code, such as +989121234567");
        };
    }
}
