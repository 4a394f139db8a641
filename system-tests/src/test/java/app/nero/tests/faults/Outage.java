package app.nero.tests.faults;

import app.nero.tests.support.FaultyProxy;

/** The ways in which the database can be unavailable. */
enum Outage {
    REFUSES_CONNECTIONS, HANGS, DISCONNECTS, DROPS_RESPONSES;

    void begin(FaultyProxy proxy) {
        switch (this) {
            case REFUSES_CONNECTIONS -> proxy.refuseConnections();
            case HANGS -> proxy.hang();
            case DISCONNECTS -> proxy.disconnect();
            case DROPS_RESPONSES -> proxy.dropResponses();
        }
    }
}
