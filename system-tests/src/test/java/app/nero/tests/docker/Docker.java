package app.nero.tests.docker;

import static org.junit.jupiter.api.Assumptions.abort;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Network;

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

    /** The address of this machine in a container network. On Linux this is the network's gateway. */
    static String hostIn(Network network) {
        return DockerClientFactory.instance().client().inspectNetworkCmd().withNetworkId(network.getId()).exec()
                .getIpam().getConfig().getFirst().getGateway();
    }
}
