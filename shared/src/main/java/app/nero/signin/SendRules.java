package app.nero.signin;

import app.nero.signin.NumberingPlan.Line;
import app.nero.throttle.Limit;
import app.nero.throttle.Throttle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rules for sending codes.
 *
 * @param countries the countries that are served, ISO 3166-1 alpha-2; empty serves all
 * @param perPhone limits per phone; the shortest window is the pause between two codes
 * @param perIp limits per source
 * @param countriesPerIp limits the distinct countries per source
 * @param total limits for all users together, which bound the cost of an attack
 * @param codeTtl how long a code is valid
 * @param webDomain the host in the SMS on which browsers fill in the code
 */
public record SendRules(Set<String> countries, List<Limit> perPhone, List<Limit> perIp, Limit countriesPerIp,
        List<Limit> total, GuessLimit guesses, Duration codeTtl, Optional<String> webDomain) {

    private static final String TO_PHONE = "send-phone";
    private static final String FROM_IP = "send-ip";
    private static final String COUNTRIES_FROM_IP = "send-ip-countries";
    private static final String IN_TOTAL = "send-total";

    public SendRules {
        countries = Set.copyOf(countries);
        perPhone = perPhone.stream().sorted(Comparator.comparing(Limit::window)).toList();
        perIp = List.copyOf(perIp);
        total = List.copyOf(total);
    }

    /** Returns whether codes are sent to this line. */
    public boolean serves(Line line) {
        return line.ordinary() && (countries.isEmpty() || countries.contains(line.country()));
    }

    /** The throttles of one send. The source's come first, so that a source over its limits cannot block other phones. */
    public List<Throttle> throttles(Line line, String source) {
        List<Throttle> throttles = new ArrayList<>();
        perIp.forEach(limit -> throttles.add(Throttle.ofEvents(FROM_IP, source, limit)));
        throttles.add(Throttle.ofMembers(COUNTRIES_FROM_IP, source, countriesPerIp, line.country()));
        perPhone.forEach(limit -> throttles.add(Throttle.ofEvents(TO_PHONE, line.number().value(), limit)));
        total.forEach(limit -> throttles.add(Throttle.ofEvents(IN_TOTAL, "all", limit)));
        return throttles;
    }

    /** Returns whether the throttle is the pause between two codes to one phone. */
    public boolean isPause(Throttle throttle) {
        return isPerPhone(throttle) && throttle.limit().equals(perPhone.getFirst());
    }

    public boolean isPerPhone(Throttle throttle) {
        return throttle.scope().equals(TO_PHONE);
    }

    public boolean isTotal(Throttle throttle) {
        return throttle.scope().equals(IN_TOTAL);
    }
}
