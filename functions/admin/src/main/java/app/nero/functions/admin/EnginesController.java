package app.nero.functions.admin;

import app.nero.generation.EngineOffer;
import app.nero.generation.EngineOffers;
import app.nero.generation.EngineSwitches;
import app.nero.generation.SwitchEngine;
import app.nero.http.Field;
import app.nero.http.Problem;
import app.nero.http.Request;
import app.nero.http.Response;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;

/** {@code GET /admin/engines}, {@code PATCH /admin/engines/{id}}. */
@Controller
final class EnginesController {

    private static final Field<Boolean> ENABLED = Field.flag("enabled");

    private final EngineOffers offers;
    private final EngineSwitches switches;
    private final SwitchEngine switchEngine;

    EnginesController(EngineOffers offers, EngineSwitches switches, SwitchEngine switchEngine) {
        this.offers = offers;
        this.switches = switches;
        this.switchEngine = switchEngine;
    }

    /** All configured engines, the preferred ones first. */
    @GetMapping("/v1/admin/engines")
    Response list(Request request) {
        Set<String> off = switches.off();
        return Response.ok(json -> {
            json.writeArrayFieldStart("engines");
            for (EngineOffer offer : offers.inOrder()) {
                write(offer, !off.contains(offer.id()), json);
            }
            json.writeEndArray();
        });
    }

    @PatchMapping("/v1/admin/engines/{id}")
    Response change(Request request) {
        boolean enabled = request.fields(ENABLED).get(ENABLED);
        EngineOffer offer = switchEngine
                .switchEngine(request.caller().userId(), request.pathParameters().get("id"), enabled)
                .orElseThrow(Problem::notFound);
        return Response.ok(json -> {
            json.writeFieldName("engine");
            write(offer, enabled, json);
        });
    }

    private static void write(EngineOffer offer, boolean enabled, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", offer.id());
        json.writeStringField("tier", offer.tier().text());
        json.writeStringField("name", offer.name());
        json.writeBooleanField("enabled", enabled);
        json.writeEndObject();
    }
}
