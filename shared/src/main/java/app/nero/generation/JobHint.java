package app.nero.generation;

import app.nero.kernel.Id;

/**
 * A message that tells a worker to look at a generation. It carries no data: the row decides what is to be done, so a hint may
 * be lost, late or delivered twice.
 *
 * @param userId groups messages, so that the jobs of one user do not delay those of others
 */
public record JobHint(Id generationId, Id userId) {

    /** The version of the message's format. */
    public static final int VERSION = 1;

    /** The message as JSON: <code>{"version": 1, "id": "…"}</code>. It has no user id, which only the sender needs. */
    public String message() {
        return "{\"version\":" + VERSION + ",\"id\":\"" + generationId.value() + "\"}";
    }
}
