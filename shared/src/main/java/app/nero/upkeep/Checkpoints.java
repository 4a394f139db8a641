package app.nero.upkeep;

import app.nero.kernel.Id;

/** How far each job has come that visits a whole collection in the order of ids. The next run continues there. */
public interface Checkpoints {

    /** The last id that the job has visited; {@link Id#NOBODY} if it starts from the beginning. */
    Id find(String job);

    /** Stores the last id that the job has visited. */
    void save(String job, Id position);
}
