package app.nero.snapshot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A server for this machine alone, on a free port, with a thread for each connection. */
public final class LoopbackServer implements AutoCloseable {

    /** What is said on a connection, until it returns or fails. */
    @FunctionalInterface
    public interface Protocol {

        void speak(Socket connection) throws IOException;
    }

    private final ServerSocket socket;

    private LoopbackServer(ServerSocket socket) {
        this.socket = socket;
    }

    /** Takes the port; nobody is served yet. */
    public static LoopbackServer open() {
        try {
            return new LoopbackServer(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Serves from now on, until it is closed. */
    public void serve(Protocol protocol) {
        Thread.ofVirtual().name("stand-in").start(() -> accept(protocol));
    }

    public String host() {
        return socket.getInetAddress().getHostAddress();
    }

    public int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(Protocol protocol) {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                Thread.ofVirtual().name("stand-in").start(() -> serve(connection, protocol));
            } catch (IOException _) {
                // Closed.
            }
        }
    }

    private static void serve(Socket connection, Protocol protocol) {
        try (connection) {
            protocol.speak(connection);
        } catch (IOException _) {
            // The client went.
        }
    }
}
