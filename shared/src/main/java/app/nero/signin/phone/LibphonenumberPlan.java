package app.nero.signin.phone;

import app.nero.kernel.PhoneNumber;
import app.nero.signin.NumberingPlan;
import app.nero.signin.TypedNumber;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The numbering plans of libphonenumber. */
public final class LibphonenumberPlan implements NumberingPlan {

    /** Types with the normal price of an SMS; excludes premium-rate, shared-cost, personal and other special numbers. */
    private static final Set<PhoneNumberType> ORDINARY = EnumSet.of(PhoneNumberType.MOBILE,
            PhoneNumberType.FIXED_LINE_OR_MOBILE, PhoneNumberType.FIXED_LINE, PhoneNumberType.VOIP);

    /** The region of country codes without a country: satellite and international networks, premium-rate. */
    private static final String NO_COUNTRY = PhoneNumberUtil.REGION_CODE_FOR_NON_GEO_ENTITY;

    @Override
    public Optional<Line> find(TypedNumber typed) {
        return PhoneNumber.folded(typed.text())
                .flatMap(number -> PhoneNumber.parse(number)
                        .or(() -> typed.country().flatMap(country -> international(number, country))))
                .flatMap(LibphonenumberPlan::find);
    }

    /**
     * Returns an example of a mobile number.
     *
     * @param country ISO 3166-1 alpha-2
     */
    public static PhoneNumber example(String country) {
        PhoneNumberUtil plan = PhoneNumberUtil.getInstance();
        return new PhoneNumber(plan.format(plan.getExampleNumberForType(country, PhoneNumberType.MOBILE),
                PhoneNumberFormat.E164));
    }

    /** Adds the country code to a number, and removes what people dial instead of it, such as a leading 0. */
    private static Optional<PhoneNumber> international(String national, String country) {
        PhoneNumberUtil plan = PhoneNumberUtil.getInstance();
        try {
            return PhoneNumber.parse(plan.format(plan.parse(national, country), PhoneNumberFormat.E164));
        } catch (NumberParseException _) {
            return Optional.empty();
        }
    }

    private static Optional<Line> find(PhoneNumber number) {
        PhoneNumberUtil plan = PhoneNumberUtil.getInstance();
        try {
            Phonenumber.PhoneNumber parsed = plan.parse(number.value(), null);
            if (!plan.isValidNumber(parsed)) {
                return Optional.empty();
            }
            String country = plan.getRegionCodeForNumber(parsed);
            boolean ordinary = ORDINARY.contains(plan.getNumberType(parsed)) && !country.equals(NO_COUNTRY);
            PhoneNumber canonical = new PhoneNumber(plan.format(parsed, PhoneNumberFormat.E164));
            return Optional.of(new Line(canonical, country, ordinary));
        } catch (NumberParseException _) {
            return Optional.empty();
        }
    }
}
