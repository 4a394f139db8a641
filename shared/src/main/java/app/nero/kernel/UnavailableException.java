package app.nero.kernel;

/** A service that Nero depends on failed or did not answer in time. Not a bug: the caller can try again later. */
public final class UnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The service that failed. */
    public enum Service {
        DATABASE, STORAGE, QUEUE, MODERATION, PAYMENT
    }

    private final Service service;

    /** @param cause for the log; its message may contain data that the caller must not see */
    public UnavailableException(Service service, Throwable cause) {
        super(service + " unavailable", cause);
        this.service = service;
    }

    public Service service() {
        return service;
    }
}
