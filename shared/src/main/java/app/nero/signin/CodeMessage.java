package app.nero.signin;

import app.nero.kernel.Language;
import java.util.Optional;

/**
 * The SMS that carries a code. It fits one segment: 160 characters of GSM-7 in English, 70 of UCS-2 in Persian (3GPP
 * TS 23.040). Its last line lets a browser of the given domain fill the code in (WICG, origin-bound one-time codes).
 */
public final class CodeMessage {

    /** Septets of a GSM-7 segment. */
    static final int GSM_7 = 160;

    /** UTF-16 units of a UCS-2 segment. */
    static final int UCS_2 = 70;

    private CodeMessage() {}

    /** @param webDomain the host of the web app; its line is left out where it would not fit */
    public static String text(Language language, String code, Optional<String> webDomain) {
        String sentence = switch (language) {
            case EN -> code + " is your Nero code. Never share it.";
            case FA -> "کد ورود شما به نرو: " + code;
        };
        int segment = switch (language) {
            case EN -> GSM_7;
            case FA -> UCS_2;
        };
        return webDomain.map(domain -> sentence + "\n\n@" + domain + " #" + code)
                .filter(text -> text.length() <= segment).orElse(sentence);
    }
}
