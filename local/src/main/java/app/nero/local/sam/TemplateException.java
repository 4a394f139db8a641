package app.nero.local.sam;

/**
 * The SAM template holds something that the local gateway needs and cannot read. The message names the resource and the
 * property, such as {@code Resources.Api.Properties.Cors: …}.
 */
public final class TemplateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TemplateException(String message) {
        super(message);
    }

    public TemplateException(String message, Throwable cause) {
        super(message, cause);
    }
}
