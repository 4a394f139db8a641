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
 * Stores pictures in a folder as {@code {public id}-{version}.{extension}}. A write is on disk before it is acknowledged. File
 * names consist only of a {@link PublicId}, a number and the extension of a {@link PictureFormat}, so no client can choose a path.
 */
public final class PictureFiles {

    private static final Pattern NAME = Pattern.compile("([0-9a-f]{24})-([0-9]{1,18})\\.(jpg|png|webp)");

    private final Path folder;

    /** @param version higher than that of the previous file */
    public record StoredFile(PublicId id, long version, PictureFormat format) {

        /** The path on the local picture host. */
        public String urlPath() {
            return PictureHost.FILES_PATH + "v" + version + "/" + id + "." + format.extension();
        }

        private String path() {
            return id + "-" + version + "." + format.extension();
        }
    }

    /** @param folder created with the first picture */
    public PictureFiles(Path folder) {
        this.folder = folder;
    }

    /** @param now becomes the version, unless an existing file has the same or a higher one */
    synchronized StoredFile put(PublicId id, PictureFormat format, byte[] bytes, long now) throws IOException {
        List<StoredFile> existing = list(id);
        long version = Math.max(now, existing.stream().mapToLong(StoredFile::version).max().orElse(0) + 1);
        StoredFile stored = new StoredFile(id, version, format);
        Path file = folder.resolve(stored.path());
        Path temporary = folder.resolve("unfinished");
        Files.createDirectories(file.getParent());
        // One write and one sync at the end: StandardOpenOption.SYNC would sync every chunk.
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        for (StoredFile older : existing) {
            Files.delete(folder.resolve(older.path()));
        }
        return stored;
    }

    /** Returns the newest version. After a crash there can be more than one. */
    synchronized Optional<StoredFile> find(PublicId id) throws IOException {
        return list(id).stream().max(Comparator.comparingLong(StoredFile::version));
    }

    synchronized boolean remove(PublicId id) throws IOException {
        List<StoredFile> all = list(id);
        for (StoredFile stored : all) {
            Files.delete(folder.resolve(stored.path()));
        }
        return !all.isEmpty();
    }

    /** Returns the file with exactly this version and format, or empty. */
    Optional<byte[]> read(StoredFile stored) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(folder.resolve(stored.path())));
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

    /** The newest version of each picture, the last stored picture first. */
    public synchronized List<StoredFile> list(int offset, int limit) throws IOException {
        List<StoredFile> newest = new ArrayList<>();
        for (PublicId id : publicIds()) {
            find(id).ifPresent(newest::add);
        }
        return newest.stream().sorted(Comparator.comparingLong(StoredFile::version).reversed()
                .thenComparing(stored -> stored.id().value())).skip(offset).limit(limit).toList();
    }

    public synchronized void clear() throws IOException {
        for (Path path : all().reversed()) {
            Files.delete(path);
        }
    }

    private List<StoredFile> list(PublicId id) throws IOException {
        Path siblings = folder.resolve(id.value()).getParent();
        List<StoredFile> versions = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(siblings, id.imageId() + "-*")) {
            for (Path file : files) {
                Matcher name = NAME.matcher(file.getFileName().toString());
                if (name.matches()) {
                    versions.add(new StoredFile(id, Long.parseLong(name.group(2)),
                            PictureFormat.ofExtension(name.group(3)).orElseThrow()));
                }
            }
        } catch (NoSuchFileException _) {
            return List.of();
        }
        return versions;
    }

    /** All files and folders; a folder precedes its content. */
    private List<Path> all() throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.toList();
        }
    }
}
