package app.nero.local;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The limits of {@code app.nero.lambda.Settings}: the defaults of a deployed stack, and ten times as high for one machine. */
public final class LocalLimits {

    public static final Map<String, String> DEPLOYED = Map.ofEntries(
            Map.entry("NERO_RATE_LIMIT", "100/PT15M"),
            Map.entry("NERO_READ_RATE_LIMIT", "600/PT15M"),
            Map.entry("NERO_POLL_RATE_LIMIT", "900/PT15M"),
            Map.entry("NERO_SENDS_PER_PHONE", "1/PT1M,5/PT1H,10/P1D"),
            Map.entry("NERO_SENDS_PER_IP", "100/PT1H"),
            Map.entry("NERO_COUNTRIES_PER_IP", "3/P1D"),
            Map.entry("NERO_SENDS_TOTAL", "5000/P1D"),
            Map.entry("NERO_GUESSES_PER_PHONE", "20/P1D"),
            Map.entry("NERO_EXPORTS_PER_USER", "2/P1D"),
            Map.entry("NERO_UPLOADS_PER_USER", "60/PT1H"),
            Map.entry("NERO_GENERATIONS_PER_USER", "30/PT1H,150/P1D"),
            Map.entry("NERO_GENERATIONS_PER_FREE_USER", "10/P1D"),
            Map.entry("NERO_GENERATIONS_ON_FIRST_DAY", "5/P1D"),
            Map.entry("NERO_GENERATIONS_TOTAL", "2000/P1D"));

    private static final Pattern COUNT = Pattern.compile("[0-9]+(?=/)");

    static final Map<String, String> LOCAL = DEPLOYED.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey,
                    limit -> COUNT.matcher(limit.getValue()).replaceAll(count -> count.group() + "0")));

    private LocalLimits() {}
}
