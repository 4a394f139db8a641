package app.nero.signin;

import app.nero.kernel.PhoneNumber;
import java.util.Optional;

/** Knows which phone numbers exist and where they lead (ITU-T E.164 and the national plans). */
public interface NumberingPlan {

    /** Reads a number as people type it, country code included; empty where no such number can exist. */
    Optional<Line> find(String typed);

    /**
     * A number and what the plan says of it.
     *
     * @param number in its one canonical form: a trunk 0 behind the country code is gone
     * @param country ISO 3166-1 alpha-2, or 001 for a range of no country
     * @param ordinary a mobile, fixed or internet line; neither premium-rate nor another special service
     */
    record Line(PhoneNumber number, String country, boolean ordinary) {}
}
