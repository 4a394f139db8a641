package app.nero.functions.admin;

import app.nero.account.AccountChange;
import app.nero.account.ChangeAccount;
import app.nero.account.ChangeAccount.StarsChange;
import app.nero.account.ListUsers;
import app.nero.account.Subscription;
import app.nero.account.User;
import app.nero.account.json.UserJson;
import app.nero.http.Fields;
import app.nero.http.Problem;
import app.nero.http.Query;
import app.nero.http.Request;
import app.nero.http.Response;
import app.nero.kernel.CursorSigning;
import app.nero.kernel.Id;
import app.nero.kernel.PhoneNumber;
import app.nero.kernel.Role;
import app.nero.stars.MoveStars;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;

/** {@code GET /admin/users}, {@code PATCH /admin/users/{id}}. */
@Controller
final class UsersController {

    private static final int MAX_REASON = 200;

    /** Names a wish to move stars, so that sending it again moves nothing. */
    private static final String IDEMPOTENCY_KEY = "idempotency-key";
    private static final int MAX_KEY = 100;

    private static final String LIST = "admin/users";
    private static final int STANDARD_LIMIT = 20;
    private static final int MAX_LIMIT = 100;

    private final ListUsers listUsers;
    private final ChangeAccount changeAccount;
    private final CursorSigning cursors;

    UsersController(ListUsers listUsers, ChangeAccount changeAccount, CursorSigning cursors) {
        this.listUsers = listUsers;
        this.changeAccount = changeAccount;
        this.cursors = cursors;
    }

    /** All of them, the latest first, or the one of a phone number. */
    @GetMapping("/v1/admin/users")
    Response list(Request request) {
        Query query = request.parameters();
        Optional<PhoneNumber> phoneNumber = query.optional("phoneNumber", UsersController::phoneNumber,
                "must be a whole phone number with its country code, such as +989121234567");
        int limit = query.number("limit", 1, MAX_LIMIT, STANDARD_LIMIT);
        Optional<Id> after = query.optional("cursor", text -> cursors.open(LIST, text).flatMap(Id::parse),
                "is not one of this list");
        query.finish();
        List<User> users = phoneNumber.map(listUsers::listByPhoneNumber).orElseGet(() -> listUsers.list(after, limit));
        boolean mayGoOn = phoneNumber.isEmpty() && users.size() == limit;
        return Response.ok(json -> {
            json.writeArrayFieldStart("users");
            for (User user : users) {
                json.writeStartObject();
                writeMembers(user, json);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringField("nextCursor", mayGoOn ? cursors.sign(LIST, users.getLast().id().value()) : null);
        });
    }

    /** A plus that was not encoded arrives as a space. */
    private static Optional<PhoneNumber> phoneNumber(String typed) {
        return PhoneNumber.parse(typed).or(() -> PhoneNumber.parse("+" + typed.strip()));
    }

    @PatchMapping("/v1/admin/users/{id}")
    Response change(Request request) {
        Id userId = request.pathId("id");
        Fields fields = request.fields();
        Optional<Subscription> subscription = fields.optional("subscription", Subscription::parse,
                "must be free, pro or premium");
        Optional<Role> role = fields.optional("role", Role::parse, "must be user or admin");
        Optional<Long> stars = fields.wholeIfAny("stars", -MoveStars.MAX, MoveStars.MAX);
        stars.filter(amount -> amount == 0).ifPresent(_ -> fields.wrong("stars", "must be a difference, so not 0"));
        Optional<String> reason = stars.isPresent()
                ? fields.required("reason", UsersController::reason,
                        "must say why in 1 to " + MAX_REASON + " characters")
                : Optional.empty();
        fields.finish();
        Optional<StarsChange> starsChange = stars
                .map(amount -> new StarsChange(amount.intValue(), reason.orElseThrow(), ref(request)));
        return switch (changeAccount.change(request.caller().userId().value(), userId,
                new AccountChange(subscription, role), starsChange)) {
            case ChangeAccount.Result.Changed(User user) -> Response.ok(json -> {
                json.writeObjectFieldStart("user");
                writeMembers(user, json);
                json.writeEndObject();
            });
            case ChangeAccount.Result.NotFound _ -> throw Problem.notFound();
            case ChangeAccount.Result.LastAdmin _ -> throw Problem.of(409, "CONFLICT",
                    "Nobody else is an admin; make another one first");
            case ChangeAccount.Result.StarsOutOfRange _ -> throw Problem.of(409, "CONFLICT",
                    "Stars cannot go below 0, nor above " + MoveStars.MAX);
            case ChangeAccount.Result.OtherStars _ -> throw Problem.of(422, "IDEMPOTENCY_MISMATCH",
                    "This Idempotency-Key moved another number of stars");
        };
    }

    private static Optional<String> reason(String typed) {
        String reason = typed.strip();
        boolean fits = !reason.isEmpty() && reason.codePointCount(0, reason.length()) <= MAX_REASON
                && reason.codePoints().noneMatch(Character::isISOControl);
        return fits ? Optional.of(reason) : Optional.empty();
    }

    /** Of two admins with one key, each means their own. */
    private static String ref(Request request) {
        String key = request.header(IDEMPOTENCY_KEY);
        if (key.length() > MAX_KEY) {
            throw Problem.validation("Idempotency-Key", "must have at most " + MAX_KEY + " characters");
        }
        return "admin:" + request.caller().userId() + ":" + (key.isEmpty() ? request.requestId() : key);
    }

    /** The contract's user with the role, which only admins see. */
    private static void writeMembers(User user, JsonGenerator json) throws IOException {
        UserJson.writeMembers(user, json);
        json.writeStringField("role", user.role().text());
    }
}
