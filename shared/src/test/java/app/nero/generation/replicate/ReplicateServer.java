package app.nero.generation.replicate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import app.nero.testing.FaultyServer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A stand-in for the Replicate API and for the host of its files. By default it accepts each job, whose image is ready when it is asked
 * for.
 */
public final class ReplicateServer extends FaultyServer {

    public static final String TOKEN = "canary-replicate-token";

    private final AtomicInteger jobs = new AtomicInteger();
    private final AtomicInteger pollsUntilReady = new AtomicInteger();
    private volatile Behaviour accepting = connection -> accepts("job" + jobs.incrementAndGet()).answer(connection);
    private volatile Behaviour telling;
    private volatile Behaviour serving;

    public ReplicateServer(byte[] image) throws IOException {
        super(hangs());
        serving = serves(image);
        recover();
        routes(this::behaviour);
    }

    /** What it does with a new job. */
    public void accepting(Behaviour behaviour) {
        accepting = behaviour;
    }

    /** What it does when it is asked for a job. */
    public void telling(Behaviour behaviour) {
        telling = behaviour;
    }

    /** Says of each job that it succeeded. */
    public void recover() {
        telling(succeeds("\"" + uri() + "/files/out.png\""));
    }

    /** What it does when it is asked for the file that a model made. */
    public void serving(Behaviour behaviour) {
        serving = behaviour;
    }

    /** Says so many times that a job is still in progress. */
    public void readyAfter(int polls) {
        pollsUntilReady.set(polls);
    }

    private Behaviour behaviour(Received request) {
        String line = request.line();
        if (line.startsWith("GET /files/")) {
            return serving;
        }
        if (line.startsWith("GET /v1/predictions/")) {
            return pollsUntilReady.getAndUpdate(polls -> Math.max(0, polls - 1)) > 0
                    ? tells("processing", "null", "null")
                    : telling;
        }
        if (line.contains("/cancel ")) {
            return tells("canceled", "null", "null");
        }
        return line.startsWith("POST /v1/models/") ? accepting : answers(404, "{\"detail\":\"not found\"}");
    }

    /** The requests whose line starts like this. */
    public List<Received> received(String start) {
        return received().stream().filter(request -> request.line().startsWith(start)).toList();
    }

    public static Behaviour accepts(String id) {
        return answers(201, prediction(id, "starting", "null", "null"));
    }

    /** @param output as JSON */
    public static Behaviour succeeds(String output) {
        return tells("succeeded", output, "null");
    }

    public static Behaviour fails(String error) {
        return tells("failed", "null", "\"" + error + "\"");
    }

    /** The state of a job, with the output and the error as JSON. */
    public static Behaviour tells(String status, String output, String error) {
        return answers(200, prediction("job1", status, output, error));
    }

    public static Behaviour serves(byte[] file) {
        return answers(200, new String(file, ISO_8859_1));
    }

    /** An error, which quotes the request. */
    public static Behaviour refuses(int status) {
        return answers(status,
                "{\"title\":\"Refused\",\"detail\":\"" + TOKEN + " canary prompt\",\"status\":" + status + "}");
    }

    /** It repeats the input. */
    private static String prediction(String id, String status, String output, String error) {
        return """
            {"id":"%s","model":"black-forest-labs/flux-2-pro","version":"hidden",
             "input":{"prompt":"canary prompt","input_images":["data:image/png;base64,AAAA"],"more":{"id":"x"}},
             "logs":"","output":%s,"data_removed":false,"error":%s,"status":"%s","created_at":"2026-11-28T00:00:00Z",
             "metrics":{"predict_time":4.5,"total_time":5.1},
             "urls":{"cancel":"https://api.replicate.com/x/cancel","get":"https://api.replicate.com/x"}}"""
                .formatted(id, output, error, status);
    }
}
