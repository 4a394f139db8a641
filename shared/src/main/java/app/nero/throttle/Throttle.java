package app.nero.throttle;

import java.util.Optional;

/**
 * A limit on the events of one key.
 *
 * @param scope what is counted, such as {@code send-phone}
 * @param key whose events are counted, such as a phone number or a source IP
 * @param member if set, distinct members are counted instead of events; a member already counted is always granted
 */
public record Throttle(String scope, String key, Limit limit, Optional<String> member) {

    public static Throttle ofEvents(String scope, String key, Limit limit) {
        return new Throttle(scope, key, limit, Optional.empty());
    }

    public static Throttle ofMembers(String scope, String key, Limit limit, String member) {
        return new Throttle(scope, key, limit, Optional.of(member));
    }

    /** The id of the stored count: {@code scope:key:window}. */
    public String id() {
        return scope + ":" + key + ":" + limit.window();
    }

    /** Omits the key, because this text may be logged. */
    @Override
    public String toString() {
        return "Throttle[" + scope + "]";
    }
}
