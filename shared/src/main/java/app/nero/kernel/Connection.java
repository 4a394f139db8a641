package app.nero.kernel;

/** A connection to an external service, such as the database. It can be closed and reopened. */
public interface Connection {

    /** The name used in log events. */
    String name();

    /** Returns whether the service answers. Changes no data. */
    boolean ping();

    /** Closes all sockets. */
    void release();

    /** Starts connecting and returns without waiting. By default does nothing: the next call connects. */
    default void reconnect() {}
}
