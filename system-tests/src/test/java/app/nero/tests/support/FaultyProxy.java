package app.nero.tests.support;

import java.io.DataInputStream;
import java.io.IOException;
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
 * Stands between Nero and its database, and fails as networks and servers do. It takes a request whole before it decides
 * what becomes of it, so a test can fail one step of a use case, named by the command and its collection:
 * {@code insert sessions}; of a permit also by what is counted: {@code findAndModify throttles guess-phone}.
 */
public final class FaultyProxy implements AutoCloseable {

    /** Of MongoDB's wire protocol: a header of 16 bytes, the operation in its last four; flags and a section's kind. */
    private static final int HEADER = 16;
    private static final int COMMAND_AT = HEADER + 4 + 1;
    private static final int OP_MSG = 2013;

    /**
     * Each used once, and below those that the kernel gives out: clients of Neros that were stopped go on looking for their
     * databases, and would be seen here.
     */
    private static final AtomicInteger PORTS = new AtomicInteger(20_000);
    private static final int BACKLOG = 256;

    private static final Pattern SCOPE = Pattern.compile("\"_id\": \"([a-z-]+):");

    /** How drivers see whether a server is there. */
    private static final Set<String> MONITORING = Set.of("hello", "isMaster", "ismaster");

    private enum Fate {
        FORWARDED, HELD, CUT, ANSWER_LOST
    }

    private final InetSocketAddress server;
    private final String database;
    /** With what each of them did last. */
    private final Map<Socket, String> connections = new ConcurrentHashMap<>();
    private final List<String> steps = new CopyOnWriteArrayList<>();
    private final int port;
    private ServerSocket listener;
    private Function<String, Fate> fates = _ -> Fate.FORWARDED;
    private volatile Duration delay = Duration.ZERO;

    /** @param databaseUri of the one server that it stands before */
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
            } catch (BindException taken) {
                // By somebody else on this machine.
            }
        }
    }

    /** What Nero connects to. */
    public String uri() {
        return "mongodb://127.0.0.1:" + port + database + "?maxPoolSize=32";
    }

    /** What the connections that are not closed until then did last; empty as soon as all are. */
    public synchronized List<String> standing(Duration within) throws InterruptedException {
        long end = System.nanoTime() + within.toNanos();
        while (!connections.isEmpty() && System.nanoTime() < end) {
            TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
        }
        return List.copyOf(connections.values());
    }

    /** What was asked for since the start, but for whether the server is there. */
    public List<String> steps() {
        return List.copyOf(steps);
    }

    /** All is well, again: what was held goes on its way, late. */
    public synchronized void passes() throws IOException {
        delay = Duration.ZERO;
        if (listener.isClosed()) {
            ServerSocket again = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
            listener = again;
            Thread.ofVirtual().start(() -> accept(again));
        }
        becomes(_ -> Fate.FORWARDED);
    }

    /** Nobody listens, as when the server was stopped. */
    public synchronized void refuses() throws IOException {
        listener.close();
        cutAll();
    }

    /** Connections stand, and nothing comes through. */
    public void hangs() {
        becomes(_ -> Fate.HELD);
    }

    /** Each connection ends with its first request, the ones that stand at once. */
    public void cuts() throws IOException {
        becomes(_ -> Fate.CUT);
        cutAll();
    }

    /** The database carries all requests out, and none of its answers comes back. */
    public void losesAnswers() {
        becomes(step -> MONITORING.contains(step) ? Fate.FORWARDED : Fate.ANSWER_LOST);
    }

    /** The database never sees this step, however often it is tried. */
    public void cutsBefore(String step) {
        becomes(each -> each.equals(step) ? Fate.CUT : Fate.FORWARDED);
    }

    /** The database carries this step out, and its answer never comes back. */
    public void losesAnswerTo(String step) {
        becomes(each -> each.equals(step) ? Fate.ANSWER_LOST : Fate.FORWARDED);
    }

    /** The database never answers this step, and all others. */
    public void hangsAt(String step) {
        becomes(each -> each.equals(step) ? Fate.HELD : Fate.FORWARDED);
    }

    /** Each request takes so long. */
    public void delays(Duration each) {
        delay = each;
    }

    @Override
    public void close() throws IOException {
        refuses();
    }

    private synchronized void becomes(Function<String, Fate> next) {
        fates = next;
        notifyAll();
    }

    private synchronized Fate awaitFate(String step) throws InterruptedException {
        while (fates.apply(step) == Fate.HELD) {
            wait();
        }
        return fates.apply(step);
    }

    private void cutAll() throws IOException {
        for (Socket connection : connections.keySet()) {
            connection.close();
        }
    }

    private void accept(ServerSocket from) {
        try {
            while (true) {
                Socket client = from.accept();
                connections.put(client, "connected");
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException closed) {
            // Refusing, or the test is over.
        }
    }

    private void serve(Socket client) {
        try (client; Socket real = new Socket(server.getAddress(), server.getPort())) {
            client.setTcpNoDelay(true);
            real.setTcpNoDelay(true);
            DataInputStream requests = new DataInputStream(client.getInputStream());
            DataInputStream answers = new DataInputStream(real.getInputStream());
            while (true) {
                byte[] request = readMessage(requests);
                String step = step(request);
                Fate fate = awaitFate(step);
                if (fate == Fate.CUT) {
                    return;
                }
                if (!MONITORING.contains(step)) {
                    steps.add(step);
                    Thread.sleep(delay);
                }
                connections.put(client, "asked for " + step);
                real.getOutputStream().write(request);
                byte[] answer = readMessage(answers);
                connections.put(client, "was answered " + step);
                if (fate == Fate.ANSWER_LOST) {
                    return;
                }
                client.getOutputStream().write(answer);
            }
        } catch (IOException gone) {
            // One side hung up, which is how a connection ends.
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(client);
            synchronized (this) {
                notifyAll();
            }
        }
    }

    /** Messages begin with their length, little-endian, which counts itself. */
    private static byte[] readMessage(DataInputStream in) throws IOException {
        int length = Integer.reverseBytes(in.readInt());
        ByteBuffer message = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN).putInt(length);
        in.readFully(message.array(), Integer.BYTES, length - Integer.BYTES);
        return message.array();
    }

    /** The command and its collection; the first request of a connection is of an older form, and always a hello. */
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

    /** What is counted, which a throttle's id begins with. */
    private static String scope(BsonDocument command) {
        Matcher scope = SCOPE.matcher(command.getDocument("query").toJson());
        return scope.find() ? scope.group(1) : "";
    }
}
