package app.nero.generation;

import app.nero.kernel.Id;

/**
 * A message that tells a worker to look at a generation. It carries no data: the row decides what is to be done, so a hint may
 * be lost, late or delivered twice.
 *
 * @param group the user's id, so that the jobs of one user do not delay those of others
 */
public record JobHint(Id generationId, Id group) {

    /** The version of the message's format. */
    public static final int VERSION = 1;

    /** A hint of a sender that does not know the user. The generation is a group of its own. */
    public static JobHint ofUnknownUser(Id generationId) {
        return new JobHint(generationId, generationId);
    }

    /** The message as JSON: <code>{"version": 1, "id": "…"}</code>. It has no group, which only the queue needs. */
    public String message() {
        return "{\"version\":" + VERSION + ",\"id\":\"" + generationId.value() + "\"}";
    }
}
