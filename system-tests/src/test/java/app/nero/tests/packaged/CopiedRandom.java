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
 * The random numbers of a copy. Until the snapshot they are the same in each of them, and behind it first comes what was read
 * ahead before, as from the JDK's own buffer, and then what is really random.
 */
public final class CopiedRandom extends Provider {

    private static final long serialVersionUID = 1L;

    private static final String NAME = "CopiedRandom";

    /** A file that is there once the snapshot was taken. */
    private static final String SNAPSHOT = "nero.snapshot";

    /** What the JDK reads at once of the kernel's random numbers, as long as nobody has drawn some 250 KB; bytes. */
    private static final int READ_AHEAD = 256;

    public CopiedRandom() {
        super(NAME, "1", "random numbers of copies");
        put("SecureRandom." + NAME, Source.class.getName());
    }

    /**
     * The options of a JVM in which all random numbers come from here.
     *
     * @param properties a file to write
     * @param snapshot the file that says whether the snapshot was taken
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

    /** One state for the whole process, as the JDK has it. */
    public static final class Source extends SecureRandomSpi {

        private static final long serialVersionUID = 1L;

        private static final Path TAKEN = Path.of(System.getProperty(SNAPSHOT));
        private static final Random BEFORE = new Random(0);
        private static final Random AHEAD = new Random(1);
        private static int left = READ_AHEAD;

        @Override
        protected void engineSetSeed(byte[] seed) {
            // The JDK's own only adds to what it has.
        }

        @Override
        protected void engineNextBytes(byte[] bytes) {
            synchronized (Source.class) {
                Random same = Files.exists(TAKEN) ? AHEAD : BEFORE;
                int count = same == AHEAD ? Math.min(left, bytes.length) : bytes.length;
                for (int i = 0; i < count; i++) {
                    bytes[i] = (byte) same.nextInt();
                }
                left -= same == AHEAD ? count : 0;
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
