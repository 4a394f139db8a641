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
 * To whom codes are sent, and how many.
 *
 * @param countries ISO 3166-1 alpha-2; empty serves all
 * @param perPhone sends to one phone; the shortest window is the pause between two codes
 * @param perIp sends from one source
 * @param countriesPerIp different countries that one source sends to
 * @param total sends of everybody: the most that an attack can cost
 * @param codeTtl how long a code lives
 * @param webDomain the host that the SMS names, so that a browser fills the code in
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

    /** Whether codes go to numbers like this one. */
    public boolean serves(Line line) {
        return line.ordinary() && (countries.isEmpty() || countries.contains(line.country()));
    }

    /** All that one send must pass, the source's limits first: one that has used its own up holds nobody's phone up. */
    public List<Throttle> throttles(Line line, String source) {
        List<Throttle> throttles = new ArrayList<>();
        perIp.forEach(limit -> throttles.add(Throttle.ofEvents(FROM_IP, source, limit)));
        throttles.add(Throttle.ofMembers(COUNTRIES_FROM_IP, source, countriesPerIp, line.country()));
        perPhone.forEach(limit -> throttles.add(Throttle.ofEvents(TO_PHONE, line.number().value(), limit)));
        total.forEach(limit -> throttles.add(Throttle.ofEvents(IN_TOTAL, "all", limit)));
        return throttles;
    }

    /** Whether this is the pause between two codes to one phone. */
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
