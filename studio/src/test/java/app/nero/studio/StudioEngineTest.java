package app.nero.studio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.generation.AspectRatio;
import app.nero.generation.EngineJobBuilder;
import app.nero.generation.EngineOutcome;
import app.nero.generation.FailureCode;
import app.nero.generation.ImageSize;
import app.nero.generation.PromptAlone;
import app.nero.generation.filter.Blur;
import app.nero.generation.filter.ImageFiles;
import app.nero.generation.filter.Pixels;
import app.nero.picture.DigitalSourceType;
import app.nero.picture.SomePictures;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What studio makes, with and without its networks. */
class StudioEngineTest {

    private static final byte[] FACE = file("face.png");
    private static final byte[] STYLE = file("style.png");

    private final List<Integer> progress = new ArrayList<>();
    private final List<String> searched = new ArrayList<>();
    private final StudioEngine filters = new StudioEngine(Optional::empty, this::sample);

    private Optional<byte[]> sample(String prompt, int seed) {
        searched.add(prompt + " " + seed);
        return Optional.of(FACE);
    }

    private StudioEngine studio() {
        StyleNetworks networks = Networks.orSkip();
        return new StudioEngine(() -> Optional.of(networks), this::sample);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"a portrait by van Gogh, studio-starry-strokes", "آبرنگ, filter-watercolour",
            "a golden comic, studio-golden-afternoon"})
    void takesTheStyleThatThePromptNames(String prompt, String model) {
        assertEquals(model, run(studio(), aJob().prompt(prompt).style(STYLE)).use().model());
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"Storm Impasto, studio-storm-impasto", "Watercolour, filter-watercolour",
            "Unknown, studio-image-style"})
    void takesTheStyleThatTheTemplateSets(String title, String model) {
        EngineJobBuilder job = aJob().templatePrompt("A stormy portrait. Style: " + title + ".").style(STYLE);

        assertEquals(model, run(studio(), job).use().model());
        assertEquals("filter-pencil", run(studio(), job.prompt("in pencil")).use().model());
    }

    @Tag("slow")
    @Test
    void takesTheStyleOfTheTemplatesImage() {
        EngineOutcome.Image image = run(studio(), aJob().templatePrompt("A stormy cup of coffee").style(STYLE));

        assertEquals("studio-image-style", image.use().model());
        assertEquals(DigitalSourceType.COMPOSITE_WITH_TRAINED_ALGORITHMIC_MEDIA, image.sourceType());
        Pixels plain = pixels(run(studio(), aJob().strength(0)));
        assertTrue(redness(pixels(image)) > redness(plain) + 0.1);
    }

    @Tag("slow")
    @Test
    void choosesAStyleByTheSeedIfNoneIsNamed() {
        StudioEngine studio = studio();

        String first = run(studio, aJob().seed(1)).use().model();

        assertEquals(first, run(studio, aJob().seed(1)).use().model());
        assertFalse(first.equals(run(studio, aJob().seed(2)).use().model()));
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void makesTheSameImageOfTheSameJob(boolean ofTemplate) {
        StudioEngine studio = studio();
        EngineJobBuilder job = ofTemplate ? aJob().style(STYLE) : aJob().prompt("crimson night");

        assertArrayEquals(run(studio, job).file(), run(studio, job).file());
    }

    @Tag("slow")
    @Test
    void changesMoreWithMoreStrength() {
        StudioEngine studio = studio();
        Pixels original = pixels(run(studio, aJob().strength(0)));

        List<Double> differences = List.of(0.2, 0.5, 0.8).stream()
                .map(strength -> StyleNetworksTest.difference(original,
                        pixels(run(studio, aJob().style(STYLE).strength(strength)))))
                .toList();

        assertEquals(differences.stream().sorted().toList(), differences);
        assertTrue(differences.getLast() > 2 * differences.getFirst(), differences::toString);
    }

    /** A photo of 1,024 pixels, whose network works on 384, is as sharp as the original. */
    @Tag("slow")
    @Test
    void keepsTheDetailOfThePhoto() {
        StudioEngine studio = studio();
        Pixels original = pixels(run(studio, EngineJobBuilder.aJob(checkered()).strength(0)));

        double kept = detail(pixels(run(studio, EngineJobBuilder.aJob(checkered()).style(STYLE)))) / detail(original);
        double lost = detail(Networks.orSkip().restyle(original, StyleNetworksTest.image("style.png")))
                / detail(original);

        assertTrue(lost < 0.5, () -> "the network keeps " + lost);
        assertTrue(kept > 0.7, () -> "the result keeps " + kept);
    }

    @Tag("slow")
    @Test
    void keepsLessOfAFaceIfItMayChange() {
        StudioEngine studio = studio();

        double withIdentity = detail(pixels(run(studio, aJob().style(STYLE))));
        double without = detail(pixels(run(studio, aJob().style(STYLE).keepIdentity(false))));

        assertTrue(without < withIdentity);
    }

    @Tag("slow")
    @Test
    void keepsThePhotoBrightEnough() {
        byte[] night = png(new Color(4, 4, 16));
        Pixels original = pixels(run(studio(), aJob().strength(0)));

        Pixels restyled = pixels(run(studio(), aJob().style(night)));

        assertTrue(mean(restyled.luminance()) > 0.4 * mean(original.luminance()));
    }

    @Tag("slow")
    @Test
    void changesOnlyWhatTheMaskShows() {
        BufferedImage mask = new BufferedImage(128, 128, BufferedImage.TYPE_INT_RGB);
        mask.createGraphics().fillRect(64, 0, 64, 128);
        Pixels original = pixels(run(filters, aJob().strength(0)));

        Pixels masked = pixels(run(studio(), aJob().prompt("crimson night").mask(png(mask))));

        assertTrue(difference(original, masked, 0, 480) < 0.01);
        assertTrue(difference(original, masked, 544, 1024) > 0.1);
        double edge = difference(original, masked, 508, 516);
        assertTrue(edge > 0.02 && edge < difference(original, masked, 544, 560), () -> "the edge changes by " + edge);
    }

    @Test
    void restylesASampleForAPromptAlone() {
        EngineOutcome.Image image = run(filters, aJob().withoutPhoto().prompt("a woman in oil").seed(3));

        assertEquals(List.of("a woman in oil 3"), searched);
        assertEquals("filter-oil", image.use().model());
    }

    @Test
    void usesFiltersWhileTheNetworksAreMissing() {
        EngineOutcome.Image image = run(filters, aJob().prompt("starry strokes").style(STYLE).seed(1));

        assertTrue(image.use().model().startsWith("filter-"));
        assertEquals(DigitalSourceType.ALGORITHMIC_MEDIA, image.sourceType());
    }

    @ParameterizedTest
    @CsvSource({"2, 256", "4, 512"})
    void enlarges(int factor, int side) {
        Pixels enlarged = pixels(run(filters, aJob().enlarge(factor)), side);

        assertEquals(side, enlarged.width());
        assertEquals(side, enlarged.height());
        Pixels small = StyleNetworksTest.image("face.png");
        assertTrue(StyleNetworksTest.difference(small, ImageFiles.resize(enlarged, 128, 128)) < 0.03);
        assertTrue(detail(enlarged) > detail(ImageFiles.resize(small, side, side)));
    }

    @Test
    void enlargesToTheLargestSizeAtMostAndMakesNothingSmaller() throws IOException {
        for (int width : List.of(1500, 5000)) {
            byte[] wide = SomePictures.jpeg(width, 10, 1);

            byte[] enlarged = run(filters, EngineJobBuilder.aJob(wide).enlarge(4)).file();

            assertEquals(Math.max(width, 4096), ImageIO.read(new ByteArrayInputStream(enlarged)).getWidth());
        }
    }

    @Tag("slow")
    @Test
    void makesAnImageOfTheAspectRatio() {
        Pixels image = pixels(run(studio(), aJob().prompt("terracotta").ratio(AspectRatio.R16_9)));

        assertEquals(16 / 9.0, (double) image.width() / image.height(), 0.01);
    }

    @Test
    void readsWebp() {
        assertEquals("filter-oil",
                run(filters, EngineJobBuilder.aJob(SomePictures.webp(40, 30, 1)).prompt("oil")).use().model());
    }

    @Tag("slow")
    @Test
    void refusesWhatCannotBeDecoded() {
        EngineOutcome unreadable = new EngineOutcome.Failed(FailureCode.INPUT_UNREADABLE, false);
        byte[] broken = Arrays.copyOf(SomePictures.jpeg(300, 200, 1), 200);
        for (byte[] file : List.of(new byte[0], "<html>".getBytes(ISO_8859_1), broken, SomePictures.bomb())) {
            assertEquals(unreadable, filters.run(EngineJobBuilder.aJob(file).build(), progress::add));
            assertEquals(unreadable, filters.run(EngineJobBuilder.aJob(file).enlarge(2).build(), progress::add));
            assertEquals(unreadable, filters.run(aJob().style(file).build(), progress::add));
        }
        assertEquals(unreadable, studio().run(aJob().style(broken).build(), progress::add));
    }

    @Test
    void refusesAPromptAloneWithoutSamples() {
        StudioEngine without = new StudioEngine(Optional::empty, (_, _) -> Optional.empty());

        assertEquals(new EngineOutcome.Failed(FailureCode.INPUT_UNREADABLE, false),
                without.run(aJob().withoutPhoto().prompt("a cat").build(), progress::add));
    }

    @Tag("slow")
    @Test
    void reportsItsProgress() {
        run(studio(), aJob().prompt("terracotta"));

        assertEquals(List.of(20, 80), progress);
    }

    @Test
    void offersEverythingWithoutAnImageButNoLargeSize() {
        assertEquals(PromptAlone.RESTYLES_SAMPLE, filters.offer().promptAlone());
        assertEquals(3, filters.offer().types().size());
        assertFalse(filters.offer().sizes().contains(ImageSize.SIZE_4K));
    }

    private EngineOutcome.Image run(StudioEngine engine, EngineJobBuilder job) {
        return assertInstanceOf(EngineOutcome.Image.class, engine.run(job.build(), progress::add));
    }

    private static Pixels pixels(EngineOutcome.Image image) {
        return pixels(image, 1024);
    }

    private static Pixels pixels(EngineOutcome.Image image, int longSide) {
        return ImageFiles.read(image.file(), longSide).orElseThrow();
    }

    private static double redness(Pixels image) {
        return mean(image.red()) - mean(image.blue());
    }

    private static double mean(float[] plane) {
        double sum = 0;
        for (float value : plane) {
            sum += value;
        }
        return sum / plane.length;
    }

    /** The mean of what a slight blur removes. */
    private static double detail(Pixels image) {
        float[] light = image.luminance();
        float[] soft = Blur.gaussian(light, image.width(), image.height(), 2);
        double sum = 0;
        for (int i = 0; i < light.length; i++) {
            sum += Math.abs(light[i] - soft[i]);
        }
        return sum / light.length;
    }

    /** The mean difference in a range of columns. */
    private static double difference(Pixels one, Pixels other, int from, int to) {
        double sum = 0;
        for (int y = 0; y < one.height(); y++) {
            for (int x = from; x < to; x++) {
                sum += Math.abs(one.luminance(one.at(x, y)) - other.luminance(other.at(x, y)));
            }
        }
        return sum / one.height() / (to - from);
    }

    private static byte[] checkered() {
        BufferedImage image = new BufferedImage(1024, 1024, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 1024 * 1024; i++) {
            image.setRGB(i % 1024, i / 1024, (i % 1024 / 4 + i / 1024 / 4) % 2 == 0 ? 0x606060 : 0xa0a0a0);
        }
        return png(image);
    }

    private static byte[] png(Color colour) {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, 64, 64);
        return png(image);
    }

    private static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] file(String name) {
        try (InputStream file = StudioEngineTest.class.getResourceAsStream(name)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EngineJobBuilder aJob() {
        return EngineJobBuilder.aJob(FACE);
    }
}
