package app.nero.kernel;

/** A connection to something outside of the process, such as a database. It can be closed and opened again. */
public interface Connection {

    /** The name in the log. */
    String name();

    /** Whether the other side answers. Changes nothing there. */
    boolean ping();

    /** Closes every socket. */
    void release();

    /** Starts to connect, without waiting for it. */
    void reconnect();
}
