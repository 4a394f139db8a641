package app.nero.functions.favorite;

import static app.nero.template.TemplateBuilder.aTemplate;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.nero.favorite.InMemoryFavorites;
import app.nero.kernel.Identity;
import app.nero.kernel.Role;
import app.nero.template.InMemoryTemplates;
import app.nero.template.Template;
import app.nero.testing.Answer;
import app.nero.testing.MutableClock;
import app.nero.testing.ProxyEvents;
import app.nero.testing.Some;
import java.util.List;
import org.junit.jupiter.api.Test;

class FavoriteHandlerTest {

    private final MutableClock clock = MutableClock.atNoon();
    private final InMemoryTemplates templates = new InMemoryTemplates();
    private final FavoriteHandler handler = new FavoriteHandler(templates, new InMemoryFavorites(),
            Some.wiring(clock));
    private final Template template = aTemplate().build();
    private final Identity caller = new Identity(Some.id(), Some.id(), Role.USER, clock.instant().plusSeconds(60));

    FavoriteHandlerTest() {
        templates.add(template);
    }

    @Test
    void togglesByPostSetsByPutAndUnsetsByDelete() {
        assertEquals(marked(true, 1), send("POST"));
        assertEquals(marked(true, 1), send("PUT"));
        assertEquals(marked(false, 0), send("POST"));
        assertEquals(marked(false, 0), send("DELETE"));
        assertEquals(marked(true, 1), send("PUT"));
        assertEquals(marked(false, 0), send("DELETE"));
    }

    @Test
    void returns404ForUnknownIdsAnd401ForGuests() {
        for (String method : List.of("POST", "PUT", "DELETE")) {
            for (String id : List.of(Some.id().value(), "1", "favorites")) {
                Answer answer = Answer.of(handler, event(method, id).by(caller));

                assertEquals(404, answer.status());
                assertEquals("NOT_FOUND", answer.code());
            }
            assertEquals(401, Answer.of(handler, event(method, template.id().value())).status());
        }
    }

    private String send(String method) {
        return Answer.of(handler, event(method, template.id().value()).by(caller)).body();
    }

    private static ProxyEvents event(String method, String id) {
        return ProxyEvents.a(method, "/v1/templates/{id}/favorite").path("id", id);
    }

    private static String marked(boolean favorite, int likeCount) {
        return "{\"status\":\"success\",\"data\":{\"isFavorite\":" + favorite + ",\"likeCount\":" + likeCount + "}}";
    }
}
