import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;

/**
 * Requests codes for phones with and without an account, alternating, and prints the medians. Each phone has been sent one code
 * before, so the account is the only difference.
 */
class KnownAndUnknownPhones {

    private static final int PAIRS = 500;
    private static final int WARM_UP = 200;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;

    KnownAndUnknownPhones(String base) {
        this.base = base;
    }

    public static void main(String[] args) throws Exception {
        new KnownAndUnknownPhones(args[0]).run();
    }

    private void run() throws IOException, InterruptedException {
        double[] known = new double[PAIRS];
        double[] unknown = new double[PAIRS];
        for (int i = 0; i < PAIRS; i++) {
            signUp(phone(2 * i));
            sendCode(phone(2 * i + 1));
        }
        for (int i = 0; i < WARM_UP; i++) {
            sendCode(phone(2 * PAIRS + i));
        }
        for (int i = 0; i < PAIRS; i++) {
            // Alternates the order, since a request can be slower because of the one before it.
            boolean knownFirst = i % 2 == 0;
            double first = millis(phone(knownFirst ? 2 * i : 2 * i + 1));
            double second = millis(phone(knownFirst ? 2 * i + 1 : 2 * i));
            known[i] = knownFirst ? first : second;
            unknown[i] = knownFirst ? second : first;
        }
        print("known", known);
        print("unknown", unknown);
        System.out.printf("known / unknown: %.3f%n", median(known) / median(unknown));
    }

    private void signUp(String phone) throws IOException, InterruptedException {
        sendCode(phone);
        String sms = get(base + "/_local/outbox?phoneNumber=%2B" + phone.substring(1));
        String code = sms.replaceAll("(?s).*?\"body\":\"([0-9]{6}).*", "$1");
        post("/auth/verify-code", "{\"phoneNumber\":\"" + phone + "\",\"code\":\"" + code + "\"}");
    }

    private double millis(String phone) throws IOException, InterruptedException {
        long began = System.nanoTime();
        sendCode(phone);
        return (System.nanoTime() - began) / 1e6;
    }

    private void sendCode(String phone) throws IOException, InterruptedException {
        post("/auth/send-code", "{\"phoneNumber\":\"" + phone + "\"}");
    }

    private void post(String path, String json) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(base + "/api/v1" + path))
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)).build();
        int status = http.send(request, BodyHandlers.ofString()).statusCode();
        if (status != 200) {
            throw new IOException(path + " returned " + status);
        }
    }

    private String get(String url) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString()).body();
    }

    private static String phone(int i) {
        return "+98912%07d".formatted(1_000_000 + i);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void print(String what, double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        System.out.printf("%-8s min %.2f  median %.2f  p95 %.2f ms%n", what, sorted[0], median(sorted),
                sorted[sorted.length * 95 / 100]);
    }
}
