package app.nero.template;

import static app.nero.template.TemplateBuilder.aTemplate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.favorite.Favorite;
import app.nero.favorite.InMemoryFavorites;
import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import app.nero.testing.MutableClock;
import app.nero.testing.Some;
import app.nero.throttle.InMemoryThrottles;
import app.nero.throttle.Limit;
import app.nero.throttle.Tally;
import app.nero.throttle.Throttle;
import app.nero.throttle.Throttles;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShowTemplateTest {

    private final MutableClock clock = MutableClock.atNoon();
    private final InMemoryTemplates templates = new InMemoryTemplates();
    private final InMemoryFavorites favorites = new InMemoryFavorites();
    private final InMemoryThrottles throttles = new InMemoryThrottles();
    private final ShowTemplate showTemplate = new ShowTemplate(templates, favorites, throttles, clock);
    private final Template template = aTemplate().build();
    private final Id sara = Some.id();

    ShowTemplateTest() {
        templates.add(template);
    }

    @Test
    void countsAGuestOncePerAddressInTenMinutes() {
        assertEquals(1, viewsSeenBy(Optional.empty(), "192.0.2.1"));
        assertEquals(1, viewsSeenBy(Optional.empty(), "192.0.2.1"));
        assertEquals(2, viewsSeenBy(Optional.empty(), "192.0.2.2"));
        clock.advance(Duration.ofMinutes(10));
        assertEquals(3, viewsSeenBy(Optional.empty(), "192.0.2.1"));
    }

    @Test
    void countsAUserOnceFromAnyAddress() {
        assertEquals(1, viewsSeenBy(Optional.of(sara), "192.0.2.1"));
        assertEquals(1, viewsSeenBy(Optional.of(sara), "192.0.2.2"));
        assertEquals(2, viewsSeenBy(Optional.of(Some.id()), "192.0.2.1"));
        clock.advance(Duration.ofMinutes(10));
        assertEquals(3, viewsSeenBy(Optional.of(sara), "192.0.2.1"));
    }

    @Test
    void countsTemplatesSeparately() {
        Template other = aTemplate().build();
        templates.add(other);

        viewsSeenBy(Optional.of(sara), "");

        assertEquals(1, showTemplate.show(other.id(), Optional.of(sara), "").orElseThrow().template().viewCount());
    }

    @Test
    void countsNothingForAMissingTemplate() {
        Id missing = Some.id();

        assertEquals(Optional.empty(), showTemplate.show(missing, Optional.of(sara), ""));
        assertTrue(throttles.find(Throttle.ofEvents("view", sara + ":" + missing,
                new Limit(1, Duration.ofMinutes(10))), clock.instant()).isEmpty());
    }

    @Test
    void showsTheTemplateIfCountingFails() {
        ShowTemplate uncounted = new ShowTemplate(templates, favorites, new FailingThrottles(), clock);

        assertEquals(0, uncounted.show(template.id(), Optional.empty(), "").orElseThrow().template().viewCount());
    }

    @Test
    void marksTheCallersFavorite() {
        favorites.add(new Favorite(Some.id(), sara, template.id(), Instant.EPOCH));

        assertTrue(showTemplate.show(template.id(), Optional.of(sara), "").orElseThrow().favorite());
        assertFalse(showTemplate.show(template.id(), Optional.of(Some.id()), "").orElseThrow().favorite());
        assertFalse(showTemplate.show(template.id(), Optional.empty(), "").orElseThrow().favorite());
    }

    private int viewsSeenBy(Optional<Id> caller, String source) {
        return showTemplate.show(template.id(), caller, source).orElseThrow().template().viewCount();
    }

    private static final class FailingThrottles implements Throttles {

        @Override
        public Tally take(Throttle throttle, int events, Instant now) {
            throw new UnavailableException(Service.DATABASE, new IllegalStateException("down"));
        }

        @Override
        public void giveBack(Tally granted) {}

        @Override
        public void extend(Throttle throttle, Instant until) {}

        @Override
        public Optional<Tally> find(Throttle throttle, Instant now) {
            return Optional.empty();
        }
    }
}
