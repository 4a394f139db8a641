package app.nero.local;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The limits of {@code app.nero.lambda.Settings}: the defaults of a deployed stack, and ten times as high for one machine. */
public final class LocalLimits {

    public static final Map<String, String> DEPLOYED = Map.of(
            "NERO_RATE_LIMIT", "100/PT15M",
            "NERO_READ_RATE_LIMIT", "600/PT15M",
            "NERO_POLL_RATE_LIMIT", "900/PT15M",
            "NERO_SENDS_PER_PHONE", "1/PT1M,5/PT1H,10/P1D",
            "NERO_SENDS_PER_IP", "100/PT1H",
            "NERO_COUNTRIES_PER_IP", "3/P1D",
            "NERO_SENDS_TOTAL", "5000/P1D",
            "NERO_GUESSES_PER_PHONE", "20/P1D",
            "NERO_UPLOADS_PER_USER", "60/PT1H");

    private static final Pattern COUNT = Pattern.compile("[0-9]+(?=/)");

    static final Map<String, String> LOCAL = DEPLOYED.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey,
                    limit -> COUNT.matcher(limit.getValue()).replaceAll(count -> count.group() + "0")));

    private LocalLimits() {}
}
