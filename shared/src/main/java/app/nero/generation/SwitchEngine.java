package app.nero.generation;

import app.nero.audit.Audit;
import app.nero.kernel.Id;
import java.util.Map;
import java.util.Optional;

/** Switches an engine on or off for all users. Generations that it runs already are not stopped. */
public final class SwitchEngine {

    private final EngineOffers offers;
    private final EngineSwitches switches;
    private final Audit audit;

    public SwitchEngine(EngineOffers offers, EngineSwitches switches, Audit audit) {
        this.offers = offers;
        this.switches = switches;
        this.audit = audit;
    }

    /** @return empty if no engine with that id is configured */
    public Optional<EngineOffer> switchEngine(Id adminId, String engineId, boolean enabled) {
        Optional<EngineOffer> offer = offers.inOrder().stream().filter(it -> it.id().equals(engineId)).findFirst();
        if (offer.isPresent() && switches.off().contains(engineId) == enabled) {
            audit.note(adminId.value(), "engine.switch", engineId, Map.of("enabled", String.valueOf(!enabled)),
                    Map.of("enabled", String.valueOf(enabled)));
            switches.set(engineId, enabled);
        }
        return offer;
    }
}
