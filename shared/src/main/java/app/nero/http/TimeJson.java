package app.nero.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times in JSON: ISO 8601 in UTC with milliseconds. */
public final class TimeJson {

    private static final DateTimeFormatter ISO_MILLIS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'")
            .withZone(ZoneOffset.UTC);

    private TimeJson() {}

    public static String of(Instant instant) {
        return ISO_MILLIS.format(instant);
    }
}
