package app.nero.tests.support;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;

/**
 * A proxy between Nero and its database that simulates network and server failures.
 *
 * <p>It reads each request completely before it decides what to do with it, so a test can fail a single step of a use case. A
 * step is a command and its collection, for example {@code insert sessions}. Steps on {@code throttles} that modify a counter
 * also name what it counts: {@code findAndModify throttles guess-phone}. Commands with a hint end in {@code by hint}.
 */
public final class FaultyProxy implements AutoCloseable {

    /** MongoDB wire protocol: a 16-byte header that ends with the opcode, 4 bytes of flags, 1 byte for the section kind. */
    private static final int HEADER = 16;
    private static final int COMMAND_AT = HEADER + 4 + 1;
    private static final int OP_MSG = 2013;

    /**
     * Each port is used once. A client of a stopped Nero keeps reconnecting to its old port, and a later proxy on that port would
     * see it. Tests that run in two processes at once have a range each. Both are below the kernel's ephemeral ports.
     */
    private static final AtomicInteger PORTS = new AtomicInteger(20_000 + 4_000 * Integer.getInteger("nero.fork", 1));
    private static final int BACKLOG = 256;

    private static final Pattern SCOPE = Pattern.compile("\"_id\": \"([a-z-]+):");

    /** Commands with which drivers monitor the server. */
    private static final Set<String> MONITORING = Set.of("hello", "isMaster", "ismaster");

    private enum Action {
        FORWARD, HOLD, DISCONNECT, DROP_RESPONSE
    }

    private final InetSocketAddress server;
    private final String database;
    /** Open client connections, each with a description of its last activity. */
    private final Map<Socket, String> connections = new ConcurrentHashMap<>();
    /** Connections that a NAT would have dropped. */
    private final Set<Socket> lost = ConcurrentHashMap.newKeySet();
    private final List<String> steps = new CopyOnWriteArrayList<>();
    private final int port;
    private ServerSocket listener;
    private Function<String, Action> actions = _ -> Action.FORWARD;
    private volatile Duration delay = Duration.ZERO;

    /** @param databaseUri names a single server */
    public FaultyProxy(String databaseUri) throws IOException {
        URI uri = URI.create(databaseUri);
        server = new InetSocketAddress(uri.getHost(), uri.getPort());
        database = uri.getPath();
        listener = listen();
        port = listener.getLocalPort();
        Thread.ofVirtual().start(() -> accept(listener));
    }

    private static ServerSocket listen() throws IOException {
        while (true) {
            try {
                return new ServerSocket(PORTS.getAndIncrement(), BACKLOG, InetAddress.getLoopbackAddress());
            } catch (BindException _) {
                // Another process uses this port. Try the next one.
            }
        }
    }

    /** The URI for Nero to connect to. */
    public String uri() {
        return "mongodb://127.0.0.1:" + port + database + "?maxPoolSize=32";
    }

    /** Waits until all connections are closed. Returns the last activity of those that are still open after {@code timeout}. */
    public synchronized List<String> awaitDisconnect(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (!connections.isEmpty() && System.nanoTime() < end) {
            TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
        }
        return List.copyOf(connections.values());
    }

    /** All steps so far, except monitoring commands. */
    public List<String> steps() {
        return List.copyOf(steps);
    }

    /** Ends all failures. Forwards the requests that were held. */
    public synchronized void recover() {
        delay = Duration.ZERO;
        if (listener.isClosed()) {
            try {
                ServerSocket reopened = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
                listener = reopened;
                Thread.ofVirtual().start(() -> accept(reopened));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        setActions(_ -> Action.FORWARD);
    }

    /** Closes all connections and refuses new ones, like a server that is stopped. */
    public synchronized void refuseConnections() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        disconnectAll();
    }

    /** Holds all requests. Connections stay open. */
    public void hang() {
        setActions(_ -> Action.HOLD);
    }

    /** Closes all connections now, and each new one at its first request. */
    public void disconnect() {
        setActions(_ -> Action.DISCONNECT);
        disconnectAll();
    }

    /** Answers nothing more on the open connections, but does not close them, like a NAT that has dropped them. New ones work. */
    public void loseConnections() {
        lost.addAll(connections.keySet());
    }

    /** The database executes all requests, but the connection closes before the response. */
    public void dropResponses() {
        setActions(step -> MONITORING.contains(step) ? Action.FORWARD : Action.DROP_RESPONSE);
    }

    /** Closes the connection instead of forwarding this step, each time it is tried. */
    public void failBefore(String step) {
        setActionAt(step, Action.DISCONNECT);
    }

    /** The database executes this step each time, but the connection closes before the response. */
    public void failAfter(String step) {
        setActionAt(step, Action.DROP_RESPONSE);
    }

    /** @param executed whether the database executes the step */
    public void fail(String step, boolean executed) {
        if (executed) {
            failAfter(step);
        } else {
            failBefore(step);
        }
    }

    /** Holds this step only. */
    public void hangAt(String step) {
        setActionAt(step, Action.HOLD);
    }

    /** Delays each request by this time. */
    public void delay(Duration each) {
        delay = each;
    }

    @Override
    public void close() {
        refuseConnections();
    }

    private void setActionAt(String step, Action action) {
        setActions(each -> each.equals(step) ? action : Action.FORWARD);
    }

    private synchronized void setActions(Function<String, Action> next) {
        actions = next;
        notifyAll();
    }

    private synchronized Action awaitAction(String step) throws InterruptedException {
        while (actions.apply(step) == Action.HOLD) {
            wait();
        }
        return actions.apply(step);
    }

    private void disconnectAll() {
        try {
            for (Socket connection : connections.keySet()) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket from) {
        try {
            while (true) {
                Socket client = from.accept();
                connections.put(client, "connected");
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException _) {
            // The listener was closed.
        }
    }

    private void serve(Socket client) {
        try (client; Socket upstream = new Socket(server.getAddress(), server.getPort())) {
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            DataInputStream requests = new DataInputStream(client.getInputStream());
            DataInputStream responses = new DataInputStream(upstream.getInputStream());
            while (true) {
                byte[] request = readMessage(requests);
                if (lost.contains(client)) {
                    continue;
                }
                String step = step(request);
                Action action = awaitAction(step);
                if (action == Action.DISCONNECT) {
                    return;
                }
                if (!MONITORING.contains(step)) {
                    steps.add(step);
                    Thread.sleep(delay);
                }
                connections.put(client, "sent " + step);
                upstream.getOutputStream().write(request);
                byte[] response = readMessage(responses);
                connections.put(client, "received the response to " + step);
                if (action == Action.DROP_RESPONSE) {
                    return;
                }
                client.getOutputStream().write(response);
            }
        } catch (IOException _) {
            // One side closed the connection.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(client);
            synchronized (this) {
                notifyAll();
            }
        }
    }

    /** A message starts with its length, little-endian, including the length field. */
    private static byte[] readMessage(DataInputStream in) throws IOException {
        int length = Integer.reverseBytes(in.readInt());
        ByteBuffer message = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN).putInt(length);
        in.readFully(message.array(), Integer.BYTES, length - Integer.BYTES);
        return message.array();
    }

    /** The first request on a connection is always a hello. It uses an older message format. */
    private static String step(byte[] request) {
        ByteBuffer message = ByteBuffer.wrap(request).order(ByteOrder.LITTLE_ENDIAN);
        if (message.getInt(HEADER - Integer.BYTES) != OP_MSG) {
            return "hello";
        }
        BsonDocument command = new RawBsonDocument(request, COMMAND_AT, message.getInt(COMMAND_AT));
        String name = command.getFirstKey();
        String step = command.get(name).isString() ? name + " " + command.getString(name).getValue() : name;
        if (command.containsKey("hint")) {
            return step + " by hint";
        }
        return step.equals("findAndModify throttles") ? step + " " + scope(command) : step;
    }

    /** A throttle's id starts with what it counts. */
    private static String scope(BsonDocument command) {
        Matcher scope = SCOPE.matcher(command.getDocument("query").toJson());
        return scope.find() ? scope.group(1) : "";
    }
}
