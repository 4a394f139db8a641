package app.nero.http;

import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes events as JSON lines to standard output, from where Lambda logs them. Events must not contain codes, tokens, phone
 * numbers, keys or bodies. Exception messages are omitted, because drivers quote such values in them.
 */
public final class EventLog {

    private static final int MAX_CAUSES = 8;
    private static final int MAX_FRAMES = 20;

    private final Clock clock;
    private final String namespace;

    /** @param namespace of metrics in CloudWatch, one for each deployed stack */
    public EventLog(Clock clock, String namespace) {
        this.clock = clock;
        this.namespace = namespace;
    }

    public void info(String event, Json.Members members) {
        write("INFO", event, members);
    }

    public void warn(String event, Json.Members members) {
        write("WARN", event, members);
    }

    public void error(String event, Json.Members members) {
        write("ERROR", event, members);
    }

    /** Logs an exception with the class names of its causes and its stack trace, without messages. */
    public void error(String event, Throwable failure, Json.Members members) {
        write("ERROR", event, json -> {
            members.writeTo(json);
            String[] lines = describe(failure);
            json.writeFieldName("failure");
            json.writeArray(lines, 0, lines.length);
        });
    }

    /** Logs an event that increments the metric of the same name by one. */
    public void metric(String name) {
        write("INFO", name, count(name));
    }

    /** Logs an event that increments the metric of the same name by one, with additional members. */
    public void metric(String name, Json.Members members) {
        write("INFO", name, json -> {
            members.writeTo(json);
            count(name).writeTo(json);
        });
    }

    /** Logs an event that increments the metric of the same name by one, for one value of a dimension. */
    public void metric(String name, String dimension, String value) {
        write("INFO", name, json -> {
            json.writeStringField(dimension, value);
            metrics(List.of(Metric.count(name)), List.of(dimension)).writeTo(json);
        });
    }

    /** Members that increment a metric by one. */
    public Json.Members count(String name) {
        return metrics(List.of(Metric.count(name)));
    }

    /** Members that record values of metrics, in CloudWatch's embedded metric format. */
    public Json.Members metrics(List<Metric> metrics) {
        return metrics(metrics, List.of());
    }

    /** @param dimensions names of members with the values */
    private Json.Members metrics(List<Metric> metrics, List<String> dimensions) {
        return json -> {
            for (Metric metric : metrics) {
                json.writeNumberField(metric.name(), metric.value());
            }
            json.writeObjectFieldStart("_aws");
            json.writeNumberField("Timestamp", clock.millis());
            json.writeArrayFieldStart("CloudWatchMetrics");
            json.writeStartObject();
            json.writeStringField("Namespace", namespace);
            json.writeArrayFieldStart("Dimensions");
            json.writeStartArray();
            for (String dimension : dimensions) {
                json.writeString(dimension);
            }
            json.writeEndArray();
            json.writeEndArray();
            json.writeArrayFieldStart("Metrics");
            for (Metric metric : metrics) {
                json.writeStartObject();
                json.writeStringField("Name", metric.name());
                json.writeStringField("Unit", metric.unit());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        };
    }

    private void write(String level, String event, Json.Members members) {
        String line = Json.object(json -> {
            json.writeStringField("time", clock.instant().toString());
            json.writeStringField("level", level);
            json.writeStringField("event", event);
            members.writeTo(json);
        });
        System.out.append(line + "\n").flush();
    }

    /** The classes of the exception and its causes, then stack frames. Without messages, because drivers quote data in them. */
    public static String[] describe(Throwable failure) {
        return Stream.concat(
                Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(MAX_CAUSES)
                        .map(cause -> cause.getClass().getName()),
                Stream.of(failure.getStackTrace()).limit(MAX_FRAMES).map(frame -> "at " + frame))
                .toArray(String[]::new);
    }
}
