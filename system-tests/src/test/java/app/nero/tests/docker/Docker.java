package app.nero.tests.docker;

import static org.junit.jupiter.api.Assumptions.abort;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Network;

/** The engine that tests in containers need. */
final class Docker {

    private Docker() {}

    /** Skips the test where there is none, and says so. */
    static void assumeAvailable(Class<?> test) {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            String reason = test.getSimpleName() + " is skipped: there is no Docker engine here.";
            System.out.append(reason + "\n").flush();
            abort(reason);
        }
    }

    /** The address of this machine in a network of containers, as the engine has it on Linux. */
    static String hostIn(Network network) {
        return DockerClientFactory.instance().client().inspectNetworkCmd().withNetworkId(network.getId()).exec()
                .getIpam()
                .getConfig().getFirst().getGateway();
    }
}
