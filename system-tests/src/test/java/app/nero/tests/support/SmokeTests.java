package app.nero.tests.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.local.testing.ApiClient;
import app.nero.local.testing.ApiClient.Answer;
import app.nero.local.testing.ApiClient.Tokens;
import app.nero.testing.MultipartForm;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;

/** Calls each function's main routes. Implementations decide where the functions run. */
public interface SmokeTests {

    ApiClient api();

    @Test
    default void signsInUsesTheAccountAndSignsOut() {
        String phone = ApiClient.newPhone();
        assertStatus(200, api().sendCode(phone));
        assertStatus(401, api().verifyCode(phone, ApiClient.wrong(api().lastCode(phone))));
        Answer signIn = api().verifyCode(phone, api().lastCode(phone));
        assertStatus(200, signIn);
        Answer refreshed = api().refresh(Tokens.of(signIn).refresh());
        assertStatus(200, refreshed);
        String token = Tokens.of(refreshed).access();

        assertStatus(200, api().get("/users/me", token));
        assertEquals("Sara",
                api().patch("/users/profile", token, "{\"name\":\"Sara\"}").data().at("/user/name").asText());
        assertEquals(1, api().get("/auth/sessions", token).data().get("sessions").size());
        assertStatus(200, api().get("/auth/jwks.json", token));
        assertStatus(200, api().post("/auth/logout", token, "{}"));
        assertStatus(401, api().refresh(Tokens.of(refreshed).refresh()));
    }

    @Test
    default void createsAndDeletesACharacter() throws IOException {
        String token = api().signIn(ApiClient.newPhone());
        MultipartForm form = MultipartForm.ofCharacter("Sara", 3);
        HttpRequest.Builder request = api().request("/characters").header("Authorization", "Bearer " + token)
                .header("Content-Type", form.contentType()).POST(BodyPublishers.ofByteArray(form.bytes()));

        Answer created = api().send(request);

        assertStatus(201, created);
        assertStatus(201, api().post("/characters/uploads", token, "{\"count\":3}"));
        assertStatus(200, api().delete("/characters/" + created.data().at("/character/id").asText(), token));
        assertTrue(api().get("/characters", token).data().get("characters").isEmpty());
    }

    @Test
    default void listsTemplatesForGuestsAndFavoritesForUsers() {
        String token = api().signIn(ApiClient.newPhone());
        String unknown = "/templates/000000000000000000000000";

        assertStatus(200, api().send(api().request("/templates")));
        assertStatus(200, api().send(api().request("/categories")));
        assertStatus(404, api().get(unknown, token));
        assertStatus(404, api().post(unknown + "/favorite", token, ""));
        assertStatus(200, api().get("/templates/favorites", token));
    }

    @Test
    default void refusesBadTokensAndMissingRoles() {
        assertStatus(401, api().get("/users/me", "a.b.c"));
        assertStatus(401, api().send(api().request("/templates").header("Authorization", "Bearer a.b.c")));
        assertStatus(403, api().get("/admin/stats", api().signIn(ApiClient.newPhone())));
    }

    private static void assertStatus(int status, Answer answer) {
        assertEquals(status, answer.status(), answer.response().body());
    }
}
