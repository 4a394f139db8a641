package app.nero.functions.profile;

import app.nero.account.mongo.MongoUsers;
import app.nero.http.EventLog;
import app.nero.http.Field;
import app.nero.http.Problem;
import app.nero.http.Request;
import app.nero.http.Response;
import app.nero.http.TimeJson;
import app.nero.kernel.CursorSigning;
import app.nero.lambda.Wiring;
import app.nero.throttle.Limit;
import app.nero.throttle.mongo.MongoThrottles;
import app.nero.upkeep.ExportData;
import app.nero.upkeep.PersonalData;
import app.nero.upkeep.mongo.MongoPersonalData;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;

/** {@code GET /users/me/export}. */
final class ExportRoute {

    private static final Field<Optional<String>> CURSOR = Field.text("cursor", Optional::of, "").optional();

    private final ExportData exportData;
    private final EventLog log;

    ExportRoute(ExportData exportData, EventLog log) {
        this.exportData = exportData;
        this.log = log;
    }

    static ExportRoute of(Wiring wiring, Limit limit, CursorSigning cursors) {
        ExportData exportData = new ExportData(new MongoUsers(wiring.mongo()), new MongoPersonalData(wiring.mongo()),
                new MongoThrottles(wiring.mongo()), limit, cursors, ExportData.PAGE_BYTES, wiring.clock());
        return new ExportRoute(exportData, wiring.log());
    }

    Response answer(Request request) {
        Optional<String> cursor = request.parameters(CURSOR).get(CURSOR);
        return switch (exportData.export(request.caller().userId(), cursor)) {
            case ExportData.Result.Exported page -> {
                if (cursor.isEmpty()) {
                    log.metric("ExportsStarted");
                }
                yield Response.ok(json -> write(page, json)).withHeader("Content-Disposition",
                        "attachment; filename=\"" + fileName(page) + "\"");
            }
            case ExportData.Result.TooMany(Limit limit, var wait) -> throw Problem.of(429, "RATE_LIMITED",
                    "You have reached your limit of " + limit.count() + " exports for now. Try again later.")
                    .retryAfter(wait);
            case ExportData.Result.BadCursor _ -> throw Problem.validation("cursor",
                    "is invalid or has expired; use nextCursor of the previous page, or start a new export");
            case ExportData.Result.NotSignedIn _ -> throw Problem.unauthorized();
        };
    }

    /** The name has a number if the export has several pages. */
    private static String fileName(ExportData.Result.Exported page) {
        boolean isOnly = page.number() == 1 && page.nextCursor().isEmpty();
        return isOnly ? "nero-export.json" : "nero-export-" + page.number() + ".json";
    }

    private static void write(ExportData.Result.Exported page, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("export");
        json.writeStringField("startedAt", TimeJson.of(page.startedAt()));
        json.writeNumberField("page", page.number());
        json.writeObjectFieldStart("sections");
        for (PersonalData.Section section : page.sections()) {
            json.writeArrayFieldStart(section.name());
            for (String document : section.documents()) {
                json.writeRawValue(document);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeEndObject();
        json.writeStringField("nextCursor", page.nextCursor().orElse(null));
    }
}
