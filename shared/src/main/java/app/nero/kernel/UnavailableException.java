package app.nero.kernel;

/** A service that Nero stands on failed or did not answer in time: nobody's bug, and worth another try later. */
public final class UnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Whom Nero was waiting for. */
    public enum Service {
        DATABASE, STORAGE
    }

    private final Service service;

    /** @param cause kept for the log; its text may hold what the caller must not see */
    public UnavailableException(Service service, Throwable cause) {
        super(service + " unavailable", cause);
        this.service = service;
    }

    public Service service() {
        return service;
    }
}
