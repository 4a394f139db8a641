package app.nero.snapshot;

import app.nero.kernel.Connection;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Loads the classes of a function and lets the JIT compile them before a snapshot: a second instance of the function,
 * connected to stand-ins for all external services, handles each sample request many times.
 */
final class Priming {

    /** Enough for the JIT to compile the code that handles a request. */
    private static final int ROUNDS = 50;

    /** The start of an error response. The policy that an authorizer returns has no status. */
    private static final Pattern FAILURE = Pattern.compile("\\{\"statusCode\":[45]");

    /** The policy with which an authorizer rejects a token. */
    private static final String DENIED = "\"Effect\":\"Deny\"";

    private static final Context CONTEXT = (Context) Proxy.newProxyInstance(Context.class.getClassLoader(),
            new Class<?>[]{Context.class},
            (_, method, _) -> method.getName().equals("getAwsRequestId") ? "priming" : null);

    /** @param badToken whether the authorizer must reject the request */
    private record Sample(String name, byte[] event, boolean badToken) {}

    private Priming() {}

    /** @return the names of the requests that failed */
    static List<String> run(Wired function) throws ReflectiveOperationException, IOException {
        String handler = function.environment().get("_HANDLER").split("::", 2)[0];
        Class<?> type = Class.forName(handler);
        List<SampleRequest> requests = SampleRequest.of(type);
        if (requests.isEmpty()) {
            return List.of();
        }
        try (StandIns standIns = new StandIns(function.environment(),
                requests.stream().map(SampleRequest::event).toList())) {
            List<Sample> samples = new ArrayList<>();
            requests.forEach(request -> standIns.fill(request.event())
                    .ifPresent(event -> samples.add(new Sample(samples.size() + " " + request.route(), event,
                            request.headers().getOrDefault("Authorization", "").contains("${BAD_TOKEN}")))));
            Wired wiring = function.with(standIns.environment());
            RequestStreamHandler instance = (RequestStreamHandler) type.getConstructor(wiring.getClass())
                    .newInstance(wiring);
            List<String> failed = List.of();
            for (int round = 0; round < ROUNDS && failed.isEmpty(); round++) {
                wiring.forget();
                failed = samples.stream().filter(sample -> !succeeds(instance, sample)).map(Sample::name).toList();
            }
            wiring.connections().forEach(Connection::release);
            return failed;
        }
    }

    private static boolean succeeds(RequestStreamHandler instance, Sample sample) {
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        try {
            instance.handleRequest(new ByteArrayInputStream(sample.event()), response, CONTEXT);
            String text = response.toString(StandardCharsets.UTF_8);
            return sample.badToken() == text.contains(DENIED) && !FAILURE.matcher(text).lookingAt();
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
