package app.nero.upkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.nero.kernel.Id;
import app.nero.testing.Race;
import app.nero.testing.Some;
import org.junit.jupiter.api.Test;

/** Tests that every implementation of {@link Checkpoints} must pass. */
public abstract class CheckpointsContract {

    private final String job = "job" + Some.id();

    protected abstract Checkpoints checkpoints();

    @Test
    void startsFromTheBeginning() {
        assertEquals(Id.NOBODY, checkpoints().find(job));
    }

    @Test
    void keepsTheLastPositionOfEachJob() {
        Id position = Some.id();
        checkpoints().save(job, Some.id());
        checkpoints().save(job, position);
        checkpoints().save("other" + job, Some.id());

        assertEquals(position, checkpoints().find(job));
        checkpoints().save(job, Id.NOBODY);
        assertEquals(Id.NOBODY, checkpoints().find(job));
    }

    @Test
    void savesWhileOthersSave() {
        Id position = Some.id();

        Race.of(16, _ -> () -> {
            checkpoints().save(job, position);
            return position;
        });

        assertEquals(position, checkpoints().find(job));
    }
}
