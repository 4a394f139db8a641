package app.nero.studio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.generation.filter.ImageFiles;
import app.nero.generation.filter.Pixels;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The networks make what the package that they come from makes; make-references.py wrote the references. */
@Tag("slow")
class StyleNetworksTest {

    /** The mean difference of a channel that is allowed, on a scale from 0 to 1. */
    private static final double PAINTED = 0.01;

    /** These networks compute with 8-bit numbers, which versions of ONNX Runtime round differently. */
    private static final double RESTYLED = 0.03;

    private final Pixels face = image("face.png");

    @Test
    void paintsLikeTheReference() {
        Pixels painted = Networks.orSkip().paint(face, PaintingStyle.SUNLIT_CANVAS);

        assertEquals(0, difference(painted, image("painted.png")), PAINTED);
    }

    @Test
    void takesTheStyleOfAnImageLikeTheReference() {
        Pixels restyled = Networks.orSkip().restyle(face, image("style.png"));

        assertEquals(0, difference(restyled, image("restyled.png")), RESTYLED);
    }

    @Test
    void paintsEachStyleDifferently() {
        StyleNetworks networks = Networks.orSkip();
        Pixels first = networks.paint(face, PaintingStyle.SUNLIT_CANVAS);

        for (PaintingStyle style : PaintingStyle.values()) {
            assertTrue(style == PaintingStyle.SUNLIT_CANVAS || difference(first, networks.paint(face, style)) > 0.05,
                    style::title);
        }
    }

    @Test
    void keepsTheSizeOfEveryPhoto() {
        StyleNetworks networks = Networks.orSkip();
        for (int[] size : new int[][]{{130, 67}, {9, 50}, {1, 1}}) {
            Pixels photo = ImageFiles.resize(face, size[0], size[1]);

            Pixels painted = networks.paint(photo, PaintingStyle.TERRACOTTA);
            Pixels restyled = networks.restyle(photo, face);

            assertEquals(photo.size(), painted.size());
            assertEquals(photo.width(), painted.width());
            assertEquals(photo.size(), restyled.size());
            assertEquals(photo.width(), restyled.width());
        }
    }

    @Test
    void reportsAFileWithoutNetworks(@TempDir Path folder) throws IOException {
        Path empty = folder.resolve("empty.whl");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(empty))) {
            zip.putNextEntry(new ZipEntry("README"));
        }

        assertThrows(IOException.class, () -> StyleNetworks.open(empty));
        assertThrows(IOException.class, () -> StyleNetworks.open(folder.resolve("missing.whl")));
    }

    static Pixels image(String name) {
        try (InputStream file = StyleNetworksTest.class.getResourceAsStream(name)) {
            return ImageFiles.read(file.readAllBytes(), 128).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static double difference(Pixels one, Pixels other) {
        double sum = 0;
        for (int i = 0; i < one.size(); i++) {
            sum += Math.abs(one.red()[i] - other.red()[i]) + Math.abs(one.green()[i] - other.green()[i])
                    + Math.abs(one.blue()[i] - other.blue()[i]);
        }
        return sum / (3 * one.size());
    }
}
