package app.nero.throttle;

import java.util.Optional;

/**
 * What is limited, for whom, and how.
 *
 * @param scope what is counted, such as {@code send-phone}
 * @param key whose events they are, such as a phone number or a source IP
 * @param member where set, different members are counted and not events: a member seen before costs nothing
 */
public record Throttle(String scope, String key, Limit limit, Optional<String> member) {

    public static Throttle ofEvents(String scope, String key, Limit limit) {
        return new Throttle(scope, key, limit, Optional.empty());
    }

    public static Throttle ofMembers(String scope, String key, Limit limit, String member) {
        return new Throttle(scope, key, limit, Optional.of(member));
    }

    /** The name under which the count is kept: scope:key:window. */
    public String id() {
        return scope + ":" + key + ":" + limit.window();
    }

    /** Hides the key: this text may reach a log. */
    @Override
    public String toString() {
        return "Throttle[" + scope + "]";
    }
}
