package app.nero.upkeep;

import java.time.Instant;
import java.util.List;

/** The erasures that are under way. Each step may be done again. */
public interface Erasures {

    /** Notes the wish; from then on it will be carried out, whatever happens. */
    void begin(Erasure erasure);

    /**
     * Removes all that is kept of the person, the account first. Of characters their remains stay until the pictures are
     * gone. Counts of throttles stay until they end by themselves,
     * within a day: else whoever deletes an account could be sent as many codes again.
     */
    void eraseData(Erasure erasure);

    /** Forgets the wish. */
    void end(Erasure erasure);

    /** Those that began before a moment and have not ended. */
    List<Erasure> listBegunBefore(Instant moment);
}
