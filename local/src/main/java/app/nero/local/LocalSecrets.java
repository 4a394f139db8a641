package app.nero.local;

import app.nero.session.jwt.RsaKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The keys and secrets of a data folder: generated on first start, in a file that only its owner can read. */
public final class LocalSecrets {

    /** The API secret of the local picture host. Part of {@code CLOUDINARY_URL}, not a setting of its own. */
    static final String PICTURES = "PICTURE_HOST_SECRET";

    private static final String FILE = "secrets.env";
    private static final int PICTURES_BYTES = 20;
    private static final int HMAC_KEY_BYTES = 32;

    private static final String PEPPERS = "NERO_CODE_PEPPERS";
    private static final String CURSOR_KEYS = "NERO_CURSOR_KEYS";
    private static final String ERASURE_KEYS = "NERO_ERASURE_KEYS";
    private static final String PRIVATE_KEY = "NERO_JWT_PRIVATE_KEY";
    private static final String PUBLIC_KEYS = "NERO_JWT_PUBLIC_KEYS";
    private static final Set<String> NAMES = Set.of(PEPPERS, CURSOR_KEYS, ERASURE_KEYS, PICTURES, PRIVATE_KEY,
            PUBLIC_KEYS);

    private LocalSecrets() {}

    /** Returns the secrets of the folder by name. Generates and stores those that are missing. */
    static Map<String, String> of(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        Map<String, String> stored = read(file);
        if (stored.keySet().containsAll(NAMES)) {
            return stored;
        }
        Map<String, String> all = generate();
        all.putAll(stored);
        writeForOwner(file, all);
        return all;
    }

    /** Reads {@code NAME=value} lines; empty if the file does not exist. */
    static Map<String, String> read(Path file) throws IOException {
        Map<String, String> secrets = new TreeMap<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
                String[] parts = line.split("=", 2);
                secrets.put(parts[0], parts[1]);
            }
        }
        return secrets;
    }

    static void delete(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(FILE));
    }

    public static Map<String, String> generate() {
        KeyPair keys = RsaKeys.pair();
        Base64.Encoder base64 = Base64.getEncoder();
        return new TreeMap<>(Map.of(PEPPERS, "1:" + base64.encodeToString(random(HMAC_KEY_BYTES)),
                CURSOR_KEYS, "1:" + base64.encodeToString(random(HMAC_KEY_BYTES)),
                ERASURE_KEYS, "1:" + base64.encodeToString(random(HMAC_KEY_BYTES)),
                PICTURES, HexFormat.of().formatHex(random(PICTURES_BYTES)),
                PRIVATE_KEY, base64.encodeToString(keys.getPrivate().getEncoded()),
                PUBLIC_KEYS, base64.encodeToString(keys.getPublic().getEncoded())));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    /** Writes a file that only its owner can read. Replaces it atomically, so a crash cannot leave a partial file. */
    static void writeForOwner(Path file, Map<String, String> secrets) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        if (Files.getFileAttributeView(file.getParent(), PosixFileAttributeView.class) != null) {
            Files.createFile(temporary,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.write(temporary,
                secrets.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList(),
                StandardCharsets.US_ASCII);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
