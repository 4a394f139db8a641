package app.nero.local.sam;

/**
 * The SAM template is invalid, or uses something that the local gateway does not support. The message starts with the path of the
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
