import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Does nothing of its own: what is left is the runtime's. It loads what the JDK's own archive holds, so that a cache learned
 * from it holds no less.
 */
public final class Empty implements RequestStreamHandler {

    public Empty() throws IOException {
        for (String line : Files.readAllLines(Path.of(System.getProperty("java.home"), "lib", "classlist"))) {
            if (line.matches("[\\w/$]+( id: .*)?")) {
                load(line.split(" ")[0].replace('/', '.'));
            }
        }
    }

    private static void load(String name) {
        try {
            Class.forName(name, false, null);
        } catch (ClassNotFoundException _) {
            // Made while the JDK was built.
        }
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        event.readAllBytes();
        answer.write("{\"statusCode\":200}".getBytes());
    }
}
