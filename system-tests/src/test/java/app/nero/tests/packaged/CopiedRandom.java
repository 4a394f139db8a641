package app.nero.tests.packaged;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.SecureRandomSpi;
import java.security.Security;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A security provider that simulates the random numbers of processes restored from one snapshot. All copies get the same bytes
 * before the snapshot, and also the first {@value #READ_AHEAD} bytes after it, as if from a buffer that the JDK had filled before.
 * All later bytes come from the kernel.
 */
public final class CopiedRandom extends Provider {

    private static final long serialVersionUID = 1L;

    private static final String NAME = "CopiedRandom";

    /** System property: the path of a file that exists once the snapshot is taken. */
    private static final String SNAPSHOT = "nero.snapshot";

    /** Bytes that the JDK reads from the kernel at a time, until about 250 KB have been drawn. */
    private static final int READ_AHEAD = 256;

    public CopiedRandom() {
        super(NAME, "1", "random numbers of restored copies");
        put("SecureRandom." + NAME, Source.class.getName());
    }

    /**
     * Returns JVM options that make this the first security provider.
     *
     * @param properties the security properties file to write
     * @param snapshot exists once the snapshot is taken
     */
    static List<String> options(Path properties, Path snapshot) throws IOException {
        List<String> providers = Stream.concat(Stream.of(CopiedRandom.class.getName()),
                Stream.of(Security.getProviders()).map(Provider::getName)).toList();
        Files.write(properties, IntStream.range(0, providers.size())
                .mapToObj(i -> "security.provider." + (i + 1) + "=" + providers.get(i)).toList());
        return List.of("-Xbootclasspath/a:" + Path.of("target", "test-classes").toAbsolutePath(),
                "-Djava.security.properties=" + properties.toAbsolutePath(),
                "-D" + SNAPSHOT + "=" + snapshot.toAbsolutePath());
    }

    /** Shares its state in the whole process, like the JDK's generator. */
    public static final class Source extends SecureRandomSpi {

        private static final long serialVersionUID = 1L;

        private static final Path TAKEN = Path.of(System.getProperty(SNAPSHOT));
        private static final Random BEFORE = new Random(0);
        private static final Random AHEAD = new Random(1);
        private static int left = READ_AHEAD;

        @Override
        protected void engineSetSeed(byte[] seed) {
            // A seed only supplements the JDK's generator, so it is ignored here.
        }

        @Override
        protected void engineNextBytes(byte[] bytes) {
            synchronized (Source.class) {
                Random shared = Files.exists(TAKEN) ? AHEAD : BEFORE;
                int count = shared == AHEAD ? Math.min(left, bytes.length) : bytes.length;
                for (int i = 0; i < count; i++) {
                    bytes[i] = (byte) shared.nextInt();
                }
                left -= shared == AHEAD ? count : 0;
                readKernel(bytes, count);
            }
        }

        @Override
        protected byte[] engineGenerateSeed(int count) {
            byte[] seed = new byte[count];
            engineNextBytes(seed);
            return seed;
        }

        private static void readKernel(byte[] bytes, int from) {
            try (InputStream random = Files.newInputStream(Path.of("/dev/urandom"))) {
                random.readNBytes(bytes, from, bytes.length - from);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
