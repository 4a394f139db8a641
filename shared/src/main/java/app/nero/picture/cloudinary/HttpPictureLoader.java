package app.nero.picture.cloudinary;

import app.nero.kernel.Redacted;
import app.nero.kernel.TimeLimits;
import app.nero.kernel.TimedCall;
import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import app.nero.picture.Picture;
import app.nero.picture.PictureLoader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Downloads pictures from the addresses that Cloudinary gave them. Makes one attempt and follows no redirect. */
public final class HttpPictureLoader implements PictureLoader {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final TimeLimits limits;
    private final HttpClient client;

    public HttpPictureLoader() {
        this(TimeLimits.DEFAULT);
    }

    public HttpPictureLoader(TimeLimits limits) {
        this.limits = limits;
        this.client = HttpClient.newBuilder().connectTimeout(limits.connect()).followRedirects(Redirect.NEVER).build();
    }

    @Override
    public Optional<byte[]> load(String url) {
        try {
            return TimedCall.within(limits.whole(), () -> download(URI.create(url)));
        } catch (TimeoutException e) {
            throw unavailable(e);
        } catch (ExecutionException e) {
            throw unavailable(e.getCause());
        }
    }

    private Optional<byte[]> download(URI uri) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(limits.whole()).build();
        HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            if (response.statusCode() != OK) {
                throw new IOException("status " + response.statusCode());
            }
            byte[] file = body.readNBytes(Picture.MAX_BYTES + 1);
            return file.length > Picture.MAX_BYTES ? Optional.empty() : Optional.of(file);
        }
    }

    private static UnavailableException unavailable(Throwable cause) {
        return new UnavailableException(Service.STORAGE, Redacted.copy(cause));
    }
}
