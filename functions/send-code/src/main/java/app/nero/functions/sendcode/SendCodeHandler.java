package app.nero.functions.sendcode;

import app.nero.http.EventLog;
import app.nero.http.Field;
import app.nero.http.Problem;
import app.nero.http.Request;
import app.nero.http.Response;
import app.nero.http.Values;
import app.nero.kernel.Language;
import app.nero.kernel.PhoneNumber;
import app.nero.lambda.ApiConfig;
import app.nero.lambda.Edge;
import app.nero.lambda.RequestLimit;
import app.nero.lambda.Settings;
import app.nero.mongo.MongoConnection;
import app.nero.signin.SendRules;
import app.nero.signin.SendVerificationCode;
import app.nero.signin.SendVerificationCode.Result;
import app.nero.signin.mongo.MongoVerificationCodes;
import app.nero.signin.phone.LibphonenumberPlan;
import app.nero.signin.twilio.TwilioCodeSender;
import app.nero.snapshot.Sample;
import app.nero.statistics.mongo.MongoStatistics;
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
import java.util.Optional;
import java.util.function.Supplier;

/** {@code POST /auth/send-code}. */
public final class SendCodeHandler implements RequestStreamHandler {

    private static final Field<String> PHONE_NUMBER = Field.text("phoneNumber", Optional::of, "");
    private static final Field<Optional<Language>> LOCALE = Field.text("locale", Language::parse, "must be en or fa")
            .optional();

    /** As fine as the store keeps time. */
    private static final Clock CLOCK = Clock.tickMillis(ZoneOffset.UTC);

    private final Edge edge;
    private final SendVerificationCode sendVerificationCode;
    private final EventLog log;

    /** As Lambda makes it. */
    public SendCodeHandler() {
        this(Settings.ofEnvironment());
    }

    public SendCodeHandler(Settings settings) {
        this(settings, MongoConnection.open(settings.mongodbUri()), new TwilioCodeSender(settings.twilio()));
    }

    private SendCodeHandler(Settings settings, MongoConnection mongo, TwilioCodeSender sender) {
        this(sendVerificationCode(settings, mongo, sender), front(settings, mongo, sender), CLOCK,
                () -> sampleNumber(settings.sendRules()));
    }

    /** @param sampleNumber one that codes are sent to */
    SendCodeHandler(SendVerificationCode sendVerificationCode, ApiConfig front, Clock clock,
            Supplier<PhoneNumber> sampleNumber) {
        this.sendVerificationCode = sendVerificationCode;
        this.log = new EventLog(clock, front.metrics());
        this.edge = new Edge(Map.of("POST /v1/auth/send-code", this::sendCode), () -> List.of(
                Sample.of("POST /v1/auth/send-code").json("{\"phoneNumber\":\"" + sampleNumber.get().value() + "\"}")),
                front, log, clock);
    }

    private static ApiConfig front(Settings settings, MongoConnection mongo, TwilioCodeSender sender) {
        return new ApiConfig(settings.webOrigin(),
                new RequestLimit(MongoThrottles.ofRequests(mongo), settings.requestLimit(), CLOCK), settings.metrics(),
                List.of(mongo, sender));
    }

    private static SendVerificationCode sendVerificationCode(Settings settings, MongoConnection mongo,
            TwilioCodeSender sender) {
        return new SendVerificationCode(new LibphonenumberPlan(), new MongoThrottles(mongo),
                new MongoVerificationCodes(mongo), settings.codeHashing(), sender,
                new MongoStatistics(mongo), settings.sendRules(), CLOCK, new SecureRandom());
    }

    /** Nothing is sent to it: what is outside rehearses. */
    private static PhoneNumber sampleNumber(SendRules rules) {
        return LibphonenumberPlan.example(rules.countries().stream().findFirst().orElse("US"));
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        edge.handle(event, answer, context);
    }

    private Response sendCode(Request request) {
        Values fields = request.fields(PHONE_NUMBER, LOCALE);
        Language language = fields.get(LOCALE)
                .orElseGet(() -> Language.negotiate(request.header("accept-language")));
        Result result = sendVerificationCode.send(fields.get(PHONE_NUMBER), language, request.source());
        try {
            return answer(result, request);
        } catch (Problem refused) {
            log.metric("CodesRefused", json -> json.writeStringField("reason", refused.code()));
            throw refused;
        }
    }

    private Response answer(Result result, Request request) {
        return switch (result) {
            case Result.Sent sent -> {
                log.metric("CodesSent");
                yield Response.ok(json -> {
                    json.writeNumberField("expiresIn", sent.expiresIn().toSeconds());
                    json.writeNumberField("resendIn", sent.resendIn().toSeconds());
                }).withMessage("Verification code sent successfully");
            }
            case Result.InvalidNumber _ -> throw Problem.validation("phoneNumber",
                    "must be a phone number with its country code, such as +989121234567");
            case Result.NotReachable _ -> throw Problem.validation("phoneNumber", "cannot receive an SMS");
            case Result.OptedOut _ -> throw Problem.validation("phoneNumber",
                    "has opted out of our SMS; send START to our number first");
            case Result.NotServed _ -> throw Problem.of(403, "COUNTRY_NOT_SERVED",
                    "Codes are not sent to this country or kind of number");
            case Result.TooSoon refused -> throw Problem
                    .of(429, "RESEND_TOO_SOON", "A code was sent a moment ago; wait before asking for another")
                    .retryAfter(refused.retryAfter());
            case Result.TooManyCodes refused -> throw Problem
                    .of(429, "TOO_MANY_CODES", "Too many codes were sent to this number; try again later")
                    .retryAfter(refused.retryAfter());
            case Result.TooManyRequests refused -> throw Problem
                    .of(429, "RATE_LIMITED", "Too many requests; try again later").retryAfter(refused.retryAfter());
            case Result.Locked refused -> throw Problem
                    .of(429, "TOO_MANY_ATTEMPTS", "Too many wrong codes; try again later")
                    .retryAfter(refused.retryAfter());
            case Result.CeilingReached refused -> {
                log.metric("SmsCeilingReached");
                throw smsUnavailable().retryAfter(refused.retryAfter());
            }
            case Result.SmsUnavailable unavailable -> {
                log.metric("SmsFailures");
                log.warn("SmsUnavailable", json -> {
                    json.writeStringField("reason", unavailable.reason());
                    json.writeStringField("requestId", request.requestId());
                });
                throw smsUnavailable();
            }
        };
    }

    private static Problem smsUnavailable() {
        return Problem.of(503, "SMS_UNAVAILABLE", "Codes cannot be sent right now; try again later");
    }
}
