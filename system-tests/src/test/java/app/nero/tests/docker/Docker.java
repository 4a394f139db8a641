package app.nero.tests.docker;

import static org.junit.jupiter.api.Assumptions.abort;

import org.testcontainers.DockerClientFactory;

/** The Docker engine on this machine. */
final class Docker {

    private Docker() {}

    /** Skips the test with a message if there is no Docker engine. */
    static void assumeAvailable(Class<?> test) {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            String reason = test.getSimpleName() + " is skipped: no Docker engine is available.";
            System.out.append(reason + "\n").flush();
            abort(reason);
        }
    }
}
