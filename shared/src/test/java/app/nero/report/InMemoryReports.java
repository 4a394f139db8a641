package app.nero.report;

import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import java.util.ArrayList;
import java.util.List;

/** Reports in a list. */
public final class InMemoryReports implements Reports {

    private final List<Report> reports = new ArrayList<>();
    private boolean failing;

    @Override
    public synchronized void add(Report report) {
        if (failing) {
            throw new UnavailableException(Service.DATABASE, new IllegalStateException("down"));
        }
        reports.add(report);
    }

    /** Makes every call fail, or none. */
    public void fail(boolean fails) {
        failing = fails;
    }

    public synchronized List<Report> all() {
        return List.copyOf(reports);
    }
}
