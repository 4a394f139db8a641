package app.nero.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.nero.kernel.Language;
import app.nero.kernel.PhoneNumber;
import app.nero.signin.CodeSender.Delivery;
import app.nero.signin.NumberingPlan.Line;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CodeSenderByCountryTest {

    private static final PhoneNumber IRANIAN = new PhoneNumber("+989121234567");
    private static final PhoneNumber GERMAN = new PhoneNumber("+4915123456789");

    @Test
    void sendsWithTheProviderOfTheCountry() {
        RecordingCodeSender iran = new RecordingCodeSender();
        RecordingCodeSender others = new RecordingCodeSender();
        iran.answers(new Delivery.NotReachable());
        CodeSender sender = new CodeSenderByCountry(Map.of("IR", iran), others);

        Delivery iranian = send(sender, new Line(IRANIAN, "IR", true));
        Delivery german = send(sender, new Line(GERMAN, "DE", true));

        assertEquals(List.of(new Delivery.NotReachable(), new Delivery.Accepted()), List.of(iranian, german));
        assertEquals(List.of(IRANIAN), iran.sent().stream().map(RecordingCodeSender.Sms::to).toList());
        assertEquals(List.of(GERMAN), others.sent().stream().map(RecordingCodeSender.Sms::to).toList());
    }

    private static Delivery send(CodeSender sender, Line to) {
        return sender.send(to, new CodeMessage(Language.FA, "123456", Optional.empty()), Duration.ofMinutes(5));
    }
}
