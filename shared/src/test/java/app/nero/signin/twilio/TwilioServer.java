package app.nero.signin.twilio;

import app.nero.testing.FaultyServer;
import java.io.IOException;
import java.net.ServerSocket;

/** A stand-in for Twilio. */
public final class TwilioServer extends FaultyServer {

    public TwilioServer(Behaviour behaviour) throws IOException {
        super(behaviour);
    }

    public TwilioServer(Behaviour behaviour, ServerSocket server) {
        super(behaviour, server);
    }

    public static Behaviour accepts() {
        return answers(201,
                "{\"sid\":\"SM0123456789abcdef0123456789abcdef\",\"status\":\"accepted\",\"error_code\":null}");
    }

    public static Behaviour refuses(int status, int code) {
        return answers(status, "{\"code\":" + code + ",\"message\":\"about the number +15005550006\",\"more_info\":"
                + "\"https://www.twilio.com/docs/errors/" + code + "\",\"status\":" + status + "}");
    }
}
