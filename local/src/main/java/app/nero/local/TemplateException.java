package app.nero.local;

/**
 * The SAM template holds something that the local gateway needs and cannot read. The message names the resource and the
 * property, such as {@code Resources.Api.Properties.Cors: …}.
 */
public final class TemplateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TemplateException(String message) {
        super(message);
    }

    TemplateException(String message, Throwable cause) {
        super(message, cause);
    }
}
