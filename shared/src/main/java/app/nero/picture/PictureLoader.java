package app.nero.picture;

import app.nero.kernel.UnavailableException;
import java.util.Optional;

/** Reads the files of stored pictures. */
public interface PictureLoader {

    /**
     * Reads a file of at most {@link Picture#MAX_BYTES}.
     *
     * @param url from the image store, never from a client
     * @return empty if there is no such file, or it is larger
     * @throws UnavailableException if the store fails or does not answer in time
     */
    Optional<byte[]> load(String url);
}
