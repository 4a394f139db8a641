package app.nero.account.json;

import app.nero.account.EmailAddress;
import app.nero.account.User;
import app.nero.http.TimeJson;
import app.nero.kernel.PersonName;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Writes a user in the format of the API. */
public final class UserJson {

    private UserJson() {}

    /** Writes the member {@code user}, with the plan that counts now. */
    public static void write(User user, Instant now, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("user");
        writeMembers(user, now, json);
        json.writeEndObject();
    }

    /** Writes the members into an object that the caller opens and closes. */
    public static void writeMembers(User user, Instant now, JsonGenerator json) throws IOException {
        json.writeStringField("id", user.id().value());
        json.writeStringField("phoneNumber", user.phoneNumber().value());
        json.writeStringField("name", user.name().map(PersonName::value).orElse(null));
        json.writeStringField("email", user.email().map(EmailAddress::value).orElse(null));
        json.writeStringField("subscription", user.planAt(now).text());
        Optional<Instant> until = user.planUntil(now);
        if (until.isPresent()) {
            json.writeStringField("subscriptionUntil", TimeJson.of(until.get()));
        }
        json.writeNumberField("stars", user.stars());
        json.writeBooleanField("isVerified", user.verified());
        json.writeStringField("createdAt", TimeJson.of(user.createdAt()));
        json.writeStringField("updatedAt", TimeJson.of(user.updatedAt()));
    }
}
