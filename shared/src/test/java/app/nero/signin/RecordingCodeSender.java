package app.nero.signin;

import app.nero.kernel.PhoneNumber;
import app.nero.signin.NumberingPlan.Line;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Records what is sent and returns a preset result. */
public final class RecordingCodeSender implements CodeSender {

    private static final Pattern CODE = Pattern.compile("[0-9]{6}");

    public record Sms(PhoneNumber to, String text, Duration validity) {

        public String code() {
            Matcher code = CODE.matcher(text);
            if (!code.find()) {
                throw new AssertionError("no code in the SMS");
            }
            return code.group();
        }
    }

    private final List<Sms> sent = new CopyOnWriteArrayList<>();
    private volatile Delivery answer = new Delivery.Accepted();

    @Override
    public Delivery send(Line to, CodeMessage message, Duration validity) {
        sent.add(new Sms(to.number(), message.text(), validity));
        return answer;
    }

    public void answers(Delivery next) {
        answer = next;
    }

    public List<Sms> sent() {
        return List.copyOf(sent);
    }

    public Sms last() {
        return sent.getLast();
    }
}
