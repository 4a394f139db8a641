package app.nero.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.nero.audit.Audit;
import app.nero.audit.AuditEntry;
import app.nero.audit.InMemoryAuditLog;
import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import app.nero.testing.MutableClock;
import app.nero.testing.Some;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SwitchEngineTest {

    private static final EngineOffer OFFER = new ScriptedEngine("gemini").offer();

    private final InMemoryEngineSwitches switches = new InMemoryEngineSwitches();
    private final InMemoryAuditLog log = new InMemoryAuditLog();
    private final SwitchEngine switchEngine = new SwitchEngine(new EngineOffers(List.of(OFFER)), switches,
            new Audit(log, MutableClock.atNoon(), new SecureRandom()));
    private final Id admin = Some.id();

    @Test
    void switchesAnEngineOffAndOnAndLogsBoth() {
        assertEquals(Optional.of(OFFER), switchEngine.switchEngine(admin, "gemini", false));
        assertEquals(Set.of("gemini"), switches.off());
        assertEquals(Optional.of(OFFER), switchEngine.switchEngine(admin, "gemini", true));
        assertEquals(Set.of(), switches.off());

        AuditEntry off = log.entries().getFirst();
        assertEquals(admin.value() + " engine.switch gemini", off.actor() + " " + off.action() + " " + off.target());
        assertEquals(Map.of("enabled", "true"), off.before());
        assertEquals(Map.of("enabled", "false"), off.after());
        assertEquals(Map.of("enabled", "true"), log.entries().getLast().after());
    }

    @Test
    void changesAndLogsNothingIfTheEngineIsInThatStateAlready() {
        assertEquals(Optional.of(OFFER), switchEngine.switchEngine(admin, "gemini", true));
        switchEngine.switchEngine(admin, "gemini", false);
        assertEquals(Optional.of(OFFER), switchEngine.switchEngine(admin, "gemini", false));

        assertEquals(1, log.entries().size());
    }

    @Test
    void knowsOnlyConfiguredEngines() {
        assertEquals(Optional.empty(), switchEngine.switchEngine(admin, "replicate", false));

        assertEquals(Set.of(), switches.off());
        assertEquals(List.of(), log.entries());
    }

    @Test
    void changesNothingThatCannotBeLogged() {
        log.fail();

        assertThrows(UnavailableException.class, () -> switchEngine.switchEngine(admin, "gemini", false));

        assertEquals(Set.of(), switches.off());
    }
}
