package app.nero.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The instances of {@code bin/start} that a user runs on this machine. Each has a file with its data folder and its URL, which
 * {@code bin/admin} reads to find it. The files contain no secrets; those are in the data folder (see {@link RunningInstance}).
 */
public final class InstanceRegistry {

    /** @param data the data folder, absolute */
    public record Entry(Path data, String url) {}

    private final Path folder;

    InstanceRegistry(Path folder) {
        this.folder = folder;
    }

    /** @param environment names the folder for state by {@code XDG_STATE_HOME}; the default is {@code ~/.local/state} */
    public static InstanceRegistry ofUser(Map<String, String> environment) {
        Path state = Optional.ofNullable(environment.get("XDG_STATE_HOME")).filter(it -> !it.isBlank()).map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".local", "state"));
        return new InstanceRegistry(state.resolve("nero").resolve("instances"));
    }

    /** Adds an instance. Replaces an entry of the same data folder. */
    public void add(Entry entry) throws IOException {
        Files.createDirectories(folder);
        Files.write(file(entry.data()), List.of(entry.data().toString(), entry.url()));
    }

    public void remove(Path data) throws IOException {
        Files.deleteIfExists(file(data));
    }

    /** The running instances, sorted by data folder. Removes entries of instances that were killed. */
    public List<Entry> list() {
        List<Entry> running = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                List<String> lines = Files.readAllLines(file);
                if (lines.size() == 2 && RunningInstance.find(Path.of(lines.getFirst())).isPresent()) {
                    running.add(new Entry(Path.of(lines.getFirst()), lines.getLast()));
                } else {
                    Files.deleteIfExists(file);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException _) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the running instances in " + folder, e);
        }
        running.sort(Comparator.comparing(Entry::data));
        return running;
    }

    private Path file(Path data) {
        return folder.resolve(UUID.nameUUIDFromBytes(data.toString().getBytes(StandardCharsets.UTF_8)).toString());
    }
}
