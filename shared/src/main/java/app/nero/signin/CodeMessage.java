package app.nero.signin;

import app.nero.kernel.Language;
import java.util.Optional;

/**
 * The SMS with a verification code. Its text fits in one segment: 160 characters of GSM-7 in English, 70 of UCS-2 in Persian (3GPP
 * TS 23.040). With its last line, browsers fill in the code on the given domain (WICG, origin-bound one-time codes).
 *
 * @param webDomain the host of the web app; the last line is omitted if it does not fit
 */
public record CodeMessage(Language language, String code, Optional<String> webDomain) {

    /** Length of a GSM-7 segment in septets. */
    static final int GSM_7 = 160;

    /** Length of a UCS-2 segment in UTF-16 units. */
    static final int UCS_2 = 70;

    public String text() {
        String sentence = switch (language) {
            case EN -> code + " is your Nero code. Never share it.";
            case FA -> "کد ورود شما به Nero: " + code;
        };
        int segment = switch (language) {
            case EN -> GSM_7;
            case FA -> UCS_2;
        };
        return webDomain.map(domain -> sentence + "\n\n@" + domain + " #" + code)
                .filter(text -> text.length() <= segment).orElse(sentence);
    }

    /** Omits the code, because this text may be logged. */
    @Override
    public String toString() {
        return "CodeMessage[language=" + language + ", code=hidden]";
    }
}
