package app.nero.functions.admin;

import app.nero.account.AccountChange;
import app.nero.account.ChangeAccount;
import app.nero.account.ChangeAccount.StarsChange;
import app.nero.account.Subscription;
import app.nero.account.User;
import app.nero.account.Users;
import app.nero.account.json.UserJson;
import app.nero.http.Field;
import app.nero.http.Problem;
import app.nero.http.Request;
import app.nero.http.Response;
import app.nero.http.Values;
import app.nero.kernel.CursorSigning;
import app.nero.kernel.Id;
import app.nero.kernel.PhoneNumber;
import app.nero.kernel.Role;
import app.nero.stars.MoveStars;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;

/** {@code GET /admin/users}, {@code PATCH /admin/users/{id}}. */
@Controller
final class UsersController {

    private static final int MAX_REASON = 200;
    private static final int MAX_KEY = 100;
    private static final String LIST = "admin/users";

    private static final Field<Optional<PhoneNumber>> PHONE_NUMBER = Field
            .text("phoneNumber", UsersController::phoneNumber,
                    "must be a complete phone number with country code, such as +989121234567")
            .optional();
    private static final Field<Integer> LIMIT = Field.digits("limit", 1, 100).orElse(20);

    private static final Field<Optional<Subscription>> SUBSCRIPTION = Field
            .text("subscription", Subscription::parse, "must be free, pro or premium").optional();
    private static final Field<Optional<Role>> ROLE = Field.text("role", Role::parse, "must be user or admin")
            .optional();
    private static final Field<Long> AMOUNT = Field.whole("stars", -MoveStars.MAX, MoveStars.MAX).except(0L,
            "must not be 0");
    static final Field<String> REASON = Field.text("reason", UsersController::reason,
            "must be 1 to " + MAX_REASON + " characters, without control characters");
    /** With {@code stars}, {@code reason} is required; without, it is an unknown field. */
    private static final Field<Optional<Values>> STARS = Field.group(Function.identity(), AMOUNT, REASON).optional();

    private final Users users;
    private final ChangeAccount changeAccount;
    private final CursorSigning cursors;
    private final Clock clock;
    private final Field<Optional<Id>> cursor;

    UsersController(Users users, ChangeAccount changeAccount, CursorSigning cursors, Clock clock) {
        this.users = users;
        this.changeAccount = changeAccount;
        this.cursors = cursors;
        this.clock = clock;
        this.cursor = Field.text("cursor", text -> cursors.open(LIST, text).flatMap(Id::parse),
                "is invalid for this list; use nextCursor of the previous page").optional();
    }

    /** All users, newest first, or the user with a phone number. */
    @GetMapping("/v1/admin/users")
    Response list(Request request) {
        Values query = request.parameters(PHONE_NUMBER, LIMIT, cursor);
        Optional<PhoneNumber> phoneNumber = query.get(PHONE_NUMBER);
        int limit = query.get(LIMIT);
        List<User> found = phoneNumber.map(number -> users.findByPhoneNumber(number).stream().toList())
                .orElseGet(() -> users.list(query.get(cursor), limit));
        boolean mayHaveMore = phoneNumber.isEmpty() && found.size() == limit;
        return Response.ok(json -> {
            json.writeArrayFieldStart("users");
            for (User user : found) {
                json.writeStartObject();
                writeMembers(user, json);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringField("nextCursor",
                    mayHaveMore ? cursors.sign(LIST, found.getLast().id().value()) : null);
        });
    }

    /** Also accepts a space instead of the plus, because that is how an unencoded plus arrives. */
    private static Optional<PhoneNumber> phoneNumber(String text) {
        return PhoneNumber.parse(text).or(() -> PhoneNumber.parse("+" + text.strip()));
    }

    @PatchMapping("/v1/admin/users/{id}")
    Response change(Request request) {
        Id userId = request.pathId("id");
        Values fields = request.fields(SUBSCRIPTION, ROLE, STARS);
        Optional<StarsChange> stars = fields.get(STARS)
                .map(change -> new StarsChange(change.get(AMOUNT).intValue(), change.get(REASON), ref(request)));
        return switch (changeAccount.change(request.caller().userId().value(), userId,
                new AccountChange(fields.get(SUBSCRIPTION), fields.get(ROLE)), stars)) {
            case ChangeAccount.Result.Changed(User user) -> Response.ok(json -> {
                json.writeObjectFieldStart("user");
                writeMembers(user, json);
                json.writeEndObject();
            });
            case ChangeAccount.Result.NotFound _ -> throw Problem.notFound();
            case ChangeAccount.Result.LastAdmin _ -> throw Problem.of(409, "CONFLICT",
                    "This is the only admin. Make someone else an admin first.");
            case ChangeAccount.Result.StarsOutOfRange _ -> throw Problem.of(409, "CONFLICT",
                    "The account must have 0 to " + MoveStars.MAX + " stars. Change the number and try again.");
            case ChangeAccount.Result.NeverSignedIn _ -> throw Problem.of(409, "CONFLICT",
                    "This user has not completed a sign-in yet. Change the stars after the first sign-in.");
            case ChangeAccount.Result.OtherStars _ -> throw Problem.of(422, "IDEMPOTENCY_MISMATCH",
                    "This Idempotency-Key was used for a different number of stars. Send a new key.");
        };
    }

    private static Optional<String> reason(String text) {
        String reason = text.strip();
        boolean fits = !reason.isEmpty() && reason.codePointCount(0, reason.length()) <= MAX_REASON
                && reason.codePoints().noneMatch(Character::isISOControl);
        return fits ? Optional.of(reason) : Optional.empty();
    }

    /** Identifies the change, so that a retry with the same key changes the stars only once. Keys are per admin. */
    private static String ref(Request request) {
        String key = request.header("idempotency-key");
        if (key.length() > MAX_KEY) {
            throw Problem.validation("Idempotency-Key", "must be at most " + MAX_KEY + " characters");
        }
        return "admin:" + request.caller().userId() + ":" + (key.isEmpty() ? request.requestId() : key);
    }

    /** Adds what only admins see: the role, and the plan that an admin set. */
    private void writeMembers(User user, JsonGenerator json) throws IOException {
        UserJson.writeMembers(user, clock.instant(), json);
        json.writeStringField("assignedSubscription", user.subscription().text());
        json.writeStringField("role", user.role().text());
    }
}
