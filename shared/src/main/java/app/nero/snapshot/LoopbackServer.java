package app.nero.snapshot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A server on a free port of the loopback interface, with a thread for each connection. */
final class LoopbackServer implements AutoCloseable {

    /** Serves one connection until it returns or throws. */
    @FunctionalInterface
    interface Protocol {

        void speak(Socket connection) throws IOException;
    }

    private final ServerSocket socket;

    private LoopbackServer(ServerSocket socket) {
        this.socket = socket;
    }

    /** Binds the port; connections wait until {@link #serve}. */
    static LoopbackServer open() {
        try {
            return new LoopbackServer(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Serves connections until this is closed. */
    void serve(Protocol protocol) {
        Thread.ofVirtual().name("stand-in").start(() -> accept(protocol));
    }

    String host() {
        return socket.getInetAddress().getHostAddress();
    }

    int port() {
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
            // The client closed the connection.
        }
    }
}
