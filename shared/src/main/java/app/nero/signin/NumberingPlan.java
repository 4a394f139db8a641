package app.nero.signin;

import app.nero.kernel.PhoneNumber;
import java.util.Optional;

/** Looks up phone numbers in the numbering plans (ITU-T E.164 and the national plans). */
public interface NumberingPlan {

    /** Empty if no such number can exist, or if neither its country code nor its country is given. */
    Optional<Line> find(TypedNumber typed);

    /**
     * A number and its properties in the plan.
     *
     * @param number the canonical number, without a trunk 0 after the country code
     * @param country ISO 3166-1 alpha-2, or 001 for a range without a country
     * @param ordinary true for a mobile, fixed or internet line; false for premium-rate and other special services
     */
    record Line(PhoneNumber number, String country, boolean ordinary) {}
}
