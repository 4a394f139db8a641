package app.nero.report;

/** Reports of shared images. */
public interface Reports {

    /** @throws app.nero.kernel.UnavailableException if the database does not answer */
    void add(Report report);
}
