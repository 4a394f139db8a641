package app.nero.functions.characters;

import app.nero.character.UserCharacter;
import app.nero.http.Problem;
import app.nero.http.Problem.FieldError;
import app.nero.kernel.PersonName;
import app.nero.picture.Picture;
import app.nero.picture.json.PictureProblem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.apache.commons.fileupload2.core.ParameterParser;

/**
 * A {@code multipart/form-data} form (RFC 7578) that creates a character: one {@code name} and 3 to 5 {@code images}. File
 * names and content types of the parts are ignored.
 */
final class CharacterForm {

    private static final String NAME = "name";
    private static final String IMAGES = "images";

    /** A name and the pictures. Reading stops at the first part above this limit. */
    private static final int MAX_PARTS = 1 + UserCharacter.MAX_IMAGES;

    private static final int MAX_PART_HEADER_BYTES = 1_024;

    private final List<Picture> images = new ArrayList<>();
    private Optional<PersonName> name = Optional.empty();
    private Optional<Problem> imageProblem = Optional.empty();
    private int names;
    private int files;
    private int unknownParts;

    private CharacterForm() {}

    /**
     * Reads a form. Each picture is cleaned before the next one is read, to keep few copies in memory.
     *
     * @throws Problem 400 with all errors, otherwise 413 or 415 for the first invalid picture
     */
    static CharacterForm read(String contentType, byte[] body) {
        try {
            CharacterForm form = new CharacterForm();
            form.readParts(contentType, body);
            form.check();
            return form;
        } catch (IOException _) {
            throw Problem.validation("body", "must be complete multipart/form-data");
        }
    }

    private void readParts(String contentType, byte[] body) throws IOException {
        MultipartInput parts = open(parameters(contentType).get("boundary"), body);
        boolean more = parts.skipPreamble();
        while (more && names + files + unknownParts <= MAX_PARTS) {
            readPart(parts);
            more = parts.readBoundary();
        }
    }

    PersonName name() {
        return name.orElseThrow();
    }

    List<Picture> images() {
        return images;
    }

    private static MultipartInput open(String boundary, byte[] body) throws IOException {
        if (boundary == null) {
            throw new IOException("no boundary");
        }
        try {
            return MultipartInput.builder().setInputStream(new ByteArrayInputStream(body))
                    .setBoundary(boundary.getBytes(StandardCharsets.ISO_8859_1))
                    .setMaxPartHeaderSize(MAX_PART_HEADER_BYTES).get();
        } catch (IllegalArgumentException e) {
            throw new IOException("the boundary is too long", e);
        }
    }

    private void readPart(MultipartInput parts) throws IOException {
        Map<String, String> headers = headers(parts.readHeaders());
        if (headers.getOrDefault("content-type", "").toLowerCase(Locale.ROOT).startsWith("multipart/")) {
            throw new IOException("nested multipart");
        }
        switch (parameters(headers.getOrDefault("content-disposition", "")).getOrDefault("name", "")) {
            case NAME -> readName(content(parts));
            case IMAGES -> readImage(content(parts));
            default -> {
                parts.discardBodyData();
                unknownParts++;
            }
        }
    }

    private static Map<String, String> headers(String lines) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line : lines.strip().split("\r\n")) {
            String[] header = line.split(":", 2);
            if (header.length < 2) {
                throw new IOException("malformed header");
            }
            headers.put(header[0].strip().toLowerCase(Locale.ROOT), header[1].strip());
        }
        return headers;
    }

    private static Map<String, String> parameters(String header) {
        ParameterParser parser = new ParameterParser();
        parser.setLowerCaseNames(true);
        return parser.parse(header, ';');
    }

    private static byte[] content(MultipartInput parts) throws IOException {
        try (InputStream content = parts.newInputStream()) {
            return content.readAllBytes();
        }
    }

    private void readName(byte[] content) {
        names++;
        try {
            name = PersonName.parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString());
        } catch (CharacterCodingException _) {
            name = Optional.empty();
        }
    }

    private void readImage(byte[] content) {
        String field = IMAGES + "[" + files + "]";
        files++;
        if (imageProblem.isPresent() || files > UserCharacter.MAX_IMAGES) {
            return;
        }
        switch (Picture.read(content)) {
            case Picture.Reading.Accepted(Picture picture) -> images.add(picture);
            case Picture.Reading.NotAPicture _ -> imageProblem = Optional.of(PictureProblem.notAPicture(field));
            case Picture.Reading.TooLarge _ -> imageProblem = Optional.of(PictureProblem.tooLarge(field));
            case Picture.Reading.TooManyPixels _ ->
                imageProblem = Optional.of(PictureProblem.tooManyPixels(field, Picture.MAX_MEGAPIXELS));
        }
    }

    private void check() {
        List<FieldError> errors = new ArrayList<>();
        if (names != 1) {
            errors.add(new FieldError(NAME, names == 0 ? "is required" : "must be given only once"));
        } else if (name.isEmpty()) {
            errors.add(new FieldError(NAME, CharactersHandler.NAME_RULE));
        }
        if (files < UserCharacter.MIN_IMAGES || files > UserCharacter.MAX_IMAGES) {
            errors.add(new FieldError(IMAGES, "must be 3 to 5 pictures"));
        }
        if (unknownParts > 0) {
            errors.add(new FieldError("body", "must contain no parts other than name and images"));
        }
        if (!errors.isEmpty()) {
            throw Problem.validation(errors);
        }
        if (imageProblem.isPresent()) {
            throw imageProblem.get();
        }
    }
}
