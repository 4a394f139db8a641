package app.nero.functions.admin;

import app.nero.http.Request;
import app.nero.http.Response;
import app.nero.statistics.Day;
import app.nero.statistics.Statistics;
import app.nero.statistics.Stats;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** {@code GET /admin/stats}. */
@Controller
final class StatsController {

    private static final int DAYS = 30;

    private final Statistics statistics;
    private final Clock clock;

    StatsController(Statistics statistics, Clock clock) {
        this.statistics = statistics;
        this.clock = clock;
    }

    /** Totals and the last 30 days, including today. */
    @GetMapping("/v1/admin/stats")
    Response read(Request request) {
        Stats stats = statistics.read(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), DAYS);
        return Response.ok(json -> {
            json.writeObjectFieldStart("totals");
            json.writeNumberField("users", stats.users());
            json.writeNumberField("templates", stats.templates());
            json.writeNumberField("likes", stats.likes());
            json.writeEndObject();
            json.writeArrayFieldStart("days");
            for (Day day : stats.days()) {
                json.writeStartObject();
                json.writeStringField("day", day.date().toString());
                json.writeNumberField("users", day.users());
                json.writeNumberField("signIns", day.signIns());
                json.writeNumberField("codesSent", day.codesSent());
                json.writeNumberField("templates", day.templates());
                json.writeNumberField("likes", day.likes());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
