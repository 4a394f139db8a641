package app.nero.tests.faults;

import app.nero.tests.support.FaultyProxy;
import java.io.IOException;

/** How a database can be gone. */
enum Outage {
    REFUSES, HANGS, CUTS, LOSES_ANSWERS;

    void begin(FaultyProxy proxy) throws IOException {
        switch (this) {
            case REFUSES -> proxy.refuses();
            case HANGS -> proxy.hangs();
            case CUTS -> proxy.cuts();
            case LOSES_ANSWERS -> proxy.losesAnswers();
        }
    }
}
