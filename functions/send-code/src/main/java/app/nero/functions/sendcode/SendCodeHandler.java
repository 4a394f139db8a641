package app.nero.functions.sendcode;

import app.nero.http.EventLog;
import app.nero.http.Field;
import app.nero.http.Problem;
import app.nero.http.Request;
import app.nero.http.Response;
import app.nero.http.Values;
import app.nero.kernel.Language;
import app.nero.lambda.ApiFunction;
import app.nero.lambda.Settings;
import app.nero.lambda.Wiring;
import app.nero.mongo.MongoConnection;
import app.nero.signin.SendVerificationCode;
import app.nero.signin.SendVerificationCode.Result;
import app.nero.signin.json.TypedNumberFields;
import app.nero.signin.mongo.MongoVerificationCodes;
import app.nero.signin.phone.LibphonenumberPlan;
import app.nero.statistics.mongo.MongoStatistics;
import app.nero.throttle.mongo.MongoThrottles;
import java.util.Map;
import java.util.Optional;

/** {@code POST /auth/send-code}. */
public final class SendCodeHandler extends ApiFunction {

    private static final Field<Optional<Language>> LOCALE = Field.text("locale", Language::parse, "must be en or fa")
            .optional();

    private final SendVerificationCode sendVerificationCode;
    private final EventLog log;

    /** Called by the Lambda runtime. */
    public SendCodeHandler() {
        this(Wiring.ofEnvironment());
    }

    public SendCodeHandler(Wiring wiring) {
        this(sendVerificationCode(wiring), wiring);
    }

    SendCodeHandler(SendVerificationCode sendVerificationCode, Wiring wiring) {
        super(wiring);
        this.sendVerificationCode = sendVerificationCode;
        this.log = wiring.log();
    }

    private static SendVerificationCode sendVerificationCode(Wiring wiring) {
        Settings settings = wiring.settings();
        MongoConnection mongo = wiring.mongo();
        return new SendVerificationCode(new LibphonenumberPlan(), new MongoThrottles(mongo),
                new MongoVerificationCodes(mongo), settings.codeHashing(), wiring.codeSender(),
                new MongoStatistics(mongo), settings.sendRules(), wiring.clock(), wiring.random());
    }

    @Override
    protected Map<String, Route> routes() {
        return Map.of("POST /v1/auth/send-code", this::sendCode);
    }

    private Response sendCode(Request request) {
        Values fields = request.fields(TypedNumberFields.NUMBER, LOCALE);
        Language language = fields.get(LOCALE)
                .orElseGet(() -> Language.negotiate(request.header("accept-language")));
        Result result = sendVerificationCode.send(fields.get(TypedNumberFields.NUMBER), language, request.source());
        try {
            return answer(result, request);
        } catch (Problem problem) {
            log.metric("CodesRefused", json -> json.writeStringField("reason", problem.code()));
            throw problem;
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
            case Result.InvalidNumber _ -> throw TypedNumberFields.invalid();
            case Result.NotReachable _ -> throw Problem.validation("phoneNumber",
                    "cannot receive SMS; use a different number");
            case Result.OptedOut _ -> throw Problem.validation("phoneNumber",
                    "has opted out of our SMS; text START to our number to opt in again");
            case Result.NotServed _ -> throw notServed();
            case Result.CountryRefused(String country) -> {
                log.metric("SmsFailures");
                log.warn("SmsCountryRefused", json -> {
                    json.writeStringField("country", country);
                    json.writeStringField("requestId", request.requestId());
                });
                throw notServed();
            }
            case Result.TooSoon refused -> throw Problem
                    .of(429, "RESEND_TOO_SOON", "A code was just sent. Wait before you request another one.")
                    .retryAfter(refused.retryAfter());
            case Result.TooManyCodes refused -> throw Problem
                    .of(429, "TOO_MANY_CODES", "Too many codes were sent to this number. Try again later.")
                    .retryAfter(refused.retryAfter());
            case Result.TooManyRequests refused -> throw Problem
                    .of(429, "RATE_LIMITED", "Too many requests. Try again later.").retryAfter(refused.retryAfter());
            case Result.Locked refused -> throw Problem
                    .of(429, "TOO_MANY_ATTEMPTS", "Too many wrong codes. Try again later.")
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

    private static Problem notServed() {
        return Problem.of(403, "COUNTRY_NOT_SERVED",
                "We do not send codes to this country or type of number. Use a different number.");
    }

    private static Problem smsUnavailable() {
        return Problem.unavailable("SMS_UNAVAILABLE", "Codes cannot be sent right now. Try again later.");
    }
}
