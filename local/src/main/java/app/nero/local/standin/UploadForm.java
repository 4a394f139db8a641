package app.nero.local.standin;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.apache.commons.fileupload2.core.ParameterParser;

/**
 * A form sent to an upload API: {@code multipart/form-data} (RFC 7578) or URL-encoded.
 *
 * @param file content of the part {@code file}
 */
record UploadForm(Map<String, String> fields, Optional<byte[]> file) {

    private static final String FILE = "file";

    /** Maximum size of the headers of one part, bytes. Browsers send a name and a content type. */
    private static final int MAX_HEADERS = 2 * 1024;

    /** @throws IOException if the body is malformed */
    static UploadForm read(String contentType, byte[] body) throws IOException {
        Map<String, String> type = parameters(contentType);
        if (contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data") && type.get("boundary") != null) {
            return multipart(type.get("boundary"), body);
        }
        return new UploadForm(encoded(new String(body, StandardCharsets.UTF_8)), Optional.empty());
    }

    private static UploadForm multipart(String boundary, byte[] body) throws IOException {
        Map<String, String> fields = new HashMap<>();
        byte[] file = null;
        MultipartInput parts = MultipartInput.builder().setInputStream(new ByteArrayInputStream(body))
                .setBoundary(boundary.getBytes(StandardCharsets.ISO_8859_1)).setMaxPartHeaderSize(MAX_HEADERS).get();
        parts.setHeaderCharset(StandardCharsets.UTF_8);
        for (boolean more = parts.skipPreamble(); more; more = parts.readBoundary()) {
            String name = name(parts.readHeaders());
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            parts.readBodyData(content);
            if (name.equals(FILE)) {
                file = content.toByteArray();
            } else {
                fields.put(name, content.toString(StandardCharsets.UTF_8));
            }
        }
        return new UploadForm(fields, Optional.ofNullable(file));
    }

    private static String name(String headers) throws IOException {
        return headers.lines().filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-disposition:"))
                .findFirst().map(line -> parameters(line).get("name"))
                .orElseThrow(() -> new IOException("a part has no name"));
    }

    private static Map<String, String> parameters(String header) {
        ParameterParser parser = new ParameterParser();
        parser.setLowerCaseNames(true);
        return parser.parse(header, ';');
    }

    /** Reads at most {@code maxBytes} of a URL-encoded body. */
    static Map<String, String> encodedBody(HttpExchange exchange, int maxBytes) throws IOException {
        return encoded(new String(exchange.getRequestBody().readNBytes(maxBytes), StandardCharsets.UTF_8));
    }

    static Map<String, String> query(HttpExchange exchange) throws IOException {
        return encoded(Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""));
    }

    /** @throws IOException if a percent-escape is malformed */
    static Map<String, String> encoded(String body) throws IOException {
        Map<String, String> fields = new HashMap<>();
        try {
            for (String field : body.split("&")) {
                String[] parts = field.split("=", 2);
                if (parts.length == 2) {
                    fields.put(URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                            URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
                }
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(e);
        }
        return fields;
    }
}
