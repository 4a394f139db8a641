package app.nero.http;

import java.util.List;
import java.util.Optional;

/** Reads tokens from {@code Authorization} headers of the scheme {@code Bearer} (RFC 6750). */
public final class BearerToken {

    private static final String SCHEME = "Bearer ";

    private BearerToken() {}

    /**
     * Returns the token of the only header; empty if it has another scheme. Also empty for several headers, because two components
     * could each use a different one.
     *
     * @param headers the values of all {@code Authorization} headers
     */
    public static Optional<String> of(List<String> headers) {
        return headers.size() == 1 && isBearer(headers.getFirst())
                ? Optional.of(headers.getFirst().substring(SCHEME.length()))
                : Optional.empty();
    }

    /** The name of the scheme is case-insensitive (RFC 9110, 11.1). */
    private static boolean isBearer(String header) {
        return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }
}
