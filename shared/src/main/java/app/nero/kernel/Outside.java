package app.nero.kernel;

/**
 * What a function reaches outside of itself, such as a database. Before a snapshot is taken of the function it is rehearsed
 * and then let go of, and each copy that starts from the snapshot takes hold of it anew.
 */
public interface Outside {

    /** Its name in the log. */
    String name();

    /**
     * Answers from now on by itself, so that nothing out there is changed, until {@link #letGo()}. What can be tried without
     * changing anything is tried, for it will be needed.
     *
     * @return whether it could be reached
     */
    boolean rehearse();

    /** Leaves no connection open. */
    void letGo();

    /** Begins to connect, and does not wait for it. */
    void takeHold();
}
