package app.nero.upkeep;

import java.time.Instant;
import java.util.List;

/** The erasures that are under way. Each step may be done again. */
public interface Erasures {

    /** Notes the wish; from then on it will be carried out, whatever happens. */
    void begin(Erasure erasure);

    /**
     * Erases the user's data, the account first. Pictures of characters are left to the sweep. Throttles keep their counts:
     * otherwise deleting an account would reset the limits on codes.
     */
    void eraseData(Erasure erasure);

    /** Forgets the wish. */
    void end(Erasure erasure);

    /** Those that began before a moment and have not ended. */
    List<Erasure> listBegunBefore(Instant moment);
}
