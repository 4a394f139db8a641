package app.nero.functions.verifycode;

import app.nero.application.VerifyCode.Result;
import app.nero.application.VerifyCode;
import app.nero.domain.Id;
import app.nero.domain.signin.CodeHashing;
import app.nero.domain.signin.Digits;
import app.nero.domain.signin.PhoneNumber;
import app.nero.domain.signin.VerificationCode;
import app.nero.edge.Edge;
import app.nero.edge.EventLog;
import app.nero.edge.Front;
import app.nero.edge.Fields;
import app.nero.edge.Problem;
import app.nero.edge.Request;
import app.nero.edge.RequestLimit;
import app.nero.edge.Response;
import app.nero.edge.Sample;
import app.nero.edge.UserJson;
import app.nero.infrastructure.Settings;
import app.nero.infrastructure.jwt.JwtAccessTokens;
import app.nero.infrastructure.mongo.MongoConnection;
import app.nero.infrastructure.mongo.MongoSessions;
import app.nero.infrastructure.mongo.MongoStarsLedger;
import app.nero.infrastructure.mongo.MongoStatistics;
import app.nero.infrastructure.mongo.MongoThrottles;
import app.nero.infrastructure.mongo.MongoUsers;
import app.nero.infrastructure.mongo.MongoVerificationCodes;
import app.nero.infrastructure.phone.LibphonenumberPlan;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code POST /auth/verify-code}. */
public final class VerifyCodeHandler implements RequestStreamHandler {

    /** As fine as the store keeps time. */
    private static final Clock CLOCK = Clock.tickMillis(ZoneOffset.UTC);

    private static final String SAMPLE_CODE = "000000";

    private final Edge edge;
    private final VerifyCode verifyCode;
    private final EventLog log;

    /** As Lambda makes it. */
    public VerifyCodeHandler() {
        this(Settings.ofEnvironment());
    }

    public VerifyCodeHandler(Settings settings) {
        this(settings, MongoConnection.open(settings.mongodbUri()));
    }

    private VerifyCodeHandler(Settings settings, MongoConnection mongo) {
        this(verifyCode(settings, mongo), front(settings, mongo), CLOCK);
    }

    VerifyCodeHandler(VerifyCode verifyCode, Front front, Clock clock) {
        this.verifyCode = verifyCode;
        this.log = new EventLog(clock, front.metrics());
        this.edge = new Edge(Map.of("POST /v1/auth/verify-code", this::verifyCode), VerifyCodeHandler::samples, front,
                log,
                clock);
    }

    private static Front front(Settings settings, MongoConnection mongo) {
        return new Front(settings.webOrigin(),
                new RequestLimit(MongoThrottles.ofRequests(mongo), settings.requestLimit(), CLOCK), settings.metrics(),
                List.of(mongo));
    }

    private static VerifyCode verifyCode(Settings settings, MongoConnection mongo) {
        SecureRandom random = new SecureRandom();
        CodeHashing hashing = settings.codeHashing();
        JwtAccessTokens accessTokens = new JwtAccessTokens(settings.jwtPrivateKey(), settings.tokenRules(),
                settings.accessTokenTtl(), random);
        return new VerifyCode(new LibphonenumberPlan(), new MongoThrottles(mongo),
                MongoVerificationCodes.rehearsedBy(() -> sampleCode(hashing), mongo), hashing, new MongoUsers(mongo),
                new MongoStarsLedger(mongo), new MongoSessions(mongo),
                accessTokens, new MongoStatistics(mongo), settings.guessLimit(), settings.sessionRules(), CLOCK,
                random);
    }

    /** The code that the sample below shows, of somebody who has no account yet. */
    private static VerificationCode sampleCode(CodeHashing hashing) {
        return new VerificationCode(Id.NOBODY, PhoneNumber.NOBODY,
                hashing.hash(Id.NOBODY, PhoneNumber.NOBODY, SAMPLE_CODE), Instant.EPOCH,
                CLOCK.instant().plus(Duration.ofHours(1)), false, 1);
    }

    private static List<Sample> samples() {
        return List.of(Sample.of("POST /v1/auth/verify-code")
                .json("{\"phoneNumber\":\"" + PhoneNumber.NOBODY.value() + "\",\"code\":\"" + SAMPLE_CODE + "\"}"));
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        edge.handle(event, answer, context);
    }

    private Response verifyCode(Request request) {
        Fields fields = request.fields();
        Optional<String> phoneNumber = fields.required("phoneNumber", Optional::of, "");
        Optional<String> code = fields.required("code",
                typed -> Optional.of(Digits.fold(typed.strip())).filter(VerificationCode::isCode),
                "must be six digits");
        fields.finish();
        Result result = verifyCode.verify(phoneNumber.orElseThrow(), code.orElseThrow(),
                request.header("user-agent"));
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
