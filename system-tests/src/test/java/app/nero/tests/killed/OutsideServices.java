package app.nero.tests.killed;

import app.nero.local.standin.Outbox;
import app.nero.local.standin.PictureFiles;
import app.nero.local.standin.PictureHost;
import app.nero.picture.PublicId;
import app.nero.picture.cloudinary.CloudinaryAccount;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;

/** The picture host and the SMS outbox of all instances. They stay when an instance is killed. */
final class OutsideServices implements AutoCloseable {

    private final HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 256);
    private final PictureFiles files;
    private final String cloudinaryUrl;

    /** @param pictures the folder of the picture host */
    OutsideServices(Path pictures) throws IOException {
        files = new PictureFiles(pictures);
        cloudinaryUrl = "cloudinary://local:secret@nero?upload_prefix=" + url() + PictureHost.CLOUDINARY_PATH;
        Map<String, HttpHandler> handlers = new HashMap<>(new Outbox(Clock.systemUTC(), _ -> {}).handlers());
        handlers.putAll(
                new PictureHost(files, CloudinaryAccount.parse(cloudinaryUrl), url(), Clock.systemUTC()).handlers());
        handlers.forEach(server::createContext);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** The settings with which Nero uses these services. */
    Map<String, String> settings() {
        return Map.of("CLOUDINARY_URL", cloudinaryUrl, "TWILIO_ACCOUNT_SID", "AC00000000000000000000000000000000",
                "TWILIO_AUTH_TOKEN", "local", "TWILIO_MESSAGING_SERVICE_SID", "MG00000000000000000000000000000000",
                "TWILIO_BASE_URL", url() + Outbox.TWILIO_PATH);
    }

    /** The URL that lists the SMS. */
    String outbox() {
        return url() + Outbox.LIST_PATH;
    }

    Set<PublicId> publicIds() throws IOException {
        return files.publicIds();
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
