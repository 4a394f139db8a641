package app.nero.local.standin;

import app.nero.picture.PictureFormat;
import app.nero.picture.PublicId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Pictures in a folder, each a file {@code {public id}-{version}.{extension}}. What was acknowledged is on the disk. No
 * name of a file is made of anything but a {@link PublicId}, a number and the extension of a {@link PictureFormat}.
 */
public final class PictureFiles {

    private static final Pattern NAME = Pattern.compile("([0-9a-f]{24})-([0-9]{1,18})\\.(jpg|png|webp)");

    private final Path folder;

    /** @param version higher than that of the file before it */
    record Kept(PublicId id, long version, PictureFormat format) {

        private String path() {
            return id + "-" + version + "." + format.extension();
        }
    }

    /** @param folder made with the first picture */
    public PictureFiles(Path folder) {
        this.folder = folder;
    }

    /** @param now the version, unless an older file has the same or a higher one */
    synchronized Kept put(PublicId id, PictureFormat format, byte[] bytes, long now) throws IOException {
        List<Kept> before = list(id);
        long version = Math.max(now, before.stream().mapToLong(Kept::version).max().orElse(0) + 1);
        Kept kept = new Kept(id, version, format);
        Path file = folder.resolve(kept.path());
        Path aside = folder.resolve("unfinished");
        Files.createDirectories(file.getParent());
        // In one go, and on the disk once: a file that is written in sync goes there in many small steps.
        try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        for (Kept older : before) {
            Files.delete(folder.resolve(older.path()));
        }
        return kept;
    }

    /** The newest, where a crash left the one before it behind. */
    synchronized Optional<Kept> find(PublicId id) throws IOException {
        return list(id).stream().max(Comparator.comparingLong(Kept::version));
    }

    synchronized boolean remove(PublicId id) throws IOException {
        List<Kept> all = list(id);
        for (Kept kept : all) {
            Files.delete(folder.resolve(kept.path()));
        }
        return !all.isEmpty();
    }

    /** The file, where there is one of just that version and format. */
    Optional<byte[]> read(Kept kept) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(folder.resolve(kept.path())));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    public synchronized Set<PublicId> publicIds() throws IOException {
        Set<PublicId> ids = new TreeSet<>(Comparator.comparing(PublicId::value));
        for (Path file : all()) {
            String path = folder.relativize(file).toString().replace('\\', '/');
            int end = path.lastIndexOf('-');
            if (end > 0 && PublicId.isPublicId(path.substring(0, end))) {
                ids.add(new PublicId(path.substring(0, end)));
            }
        }
        return ids;
    }

    public synchronized void clear() throws IOException {
        for (Path path : all().reversed()) {
            Files.delete(path);
        }
    }

    private List<Kept> list(PublicId id) throws IOException {
        Path siblings = folder.resolve(id.value()).getParent();
        List<Kept> versions = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(siblings, id.imageId() + "-*")) {
            for (Path file : files) {
                Matcher name = NAME.matcher(file.getFileName().toString());
                if (name.matches()) {
                    versions.add(new Kept(id, Long.parseLong(name.group(2)),
                            PictureFormat.ofExtension(name.group(3)).orElseThrow()));
                }
            }
        } catch (NoSuchFileException _) {
            return List.of();
        }
        return versions;
    }

    /** A folder before what is in it. */
    private List<Path> all() throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.toList();
        }
    }
}
