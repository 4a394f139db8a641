package app.nero.testing;

import app.nero.picture.SomePictures;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Builds multipart forms, valid or deliberately broken. */
public final class MultipartForm {

    private static final String BOUNDARY = "----a-boundary-of-dashes";

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    /** A form with a name and the given number of small pictures. */
    public static MultipartForm ofCharacter(String name, int pictures) {
        MultipartForm form = new MultipartForm().text("name", name);
        for (int i = 0; i < pictures; i++) {
            form.file("images", "picture-" + i + ".jpg", SomePictures.jpeg(32, 24, i));
        }
        return form;
    }

    public MultipartForm text(String name, String value) {
        return part("Content-Disposition: form-data; name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8));
    }

    public MultipartForm file(String name, String filename, byte[] content) {
        return part("Content-Disposition: form-data; name=\"" + name + "\"; filename=\"" + filename + "\"\r\n"
                + "Content-Type: image/jpeg", content);
    }

    public MultipartForm part(String headers, byte[] content) {
        body.writeBytes(("--" + BOUNDARY + "\r\n" + headers + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        return this;
    }

    public String contentType() {
        return "multipart/form-data; boundary=" + BOUNDARY;
    }

    /** Returns the body. */
    public byte[] bytes() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(body.toByteArray());
        whole.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return whole.toByteArray();
    }
}
