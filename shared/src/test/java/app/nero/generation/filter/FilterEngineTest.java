package app.nero.generation.filter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.generation.AspectRatio;
import app.nero.generation.EngineJob;
import app.nero.generation.EngineJobBuilder;
import app.nero.generation.EngineOutcome;
import app.nero.generation.FailureCode;
import app.nero.generation.GenerationType;
import app.nero.generation.ImageSize;
import app.nero.generation.PromptAlone;
import app.nero.picture.OrientationTag;
import app.nero.picture.Picture;
import app.nero.picture.PictureFormat;
import app.nero.picture.SomePictures;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the filters make of a photo. */
@Tag("slow")
class FilterEngineTest {

    private static final byte[] PHOTO = photo(320, 240, Color.ORANGE);

    /** Results that several tests look at. */
    private static final Map<String, BufferedImage> IMAGES = new HashMap<>();

    private final FilterEngine engine = new FilterEngine();

    @ParameterizedTest
    @EnumSource(Filter.class)
    void restylesAPhotoVisibly(Filter filter) {
        BufferedImage styled = styled(filter);

        assertEquals(1024, styled.getWidth());
        assertEquals(768, styled.getHeight());
        double difference = difference(styled, original());
        assertTrue(difference > 0.03, filter + " changes only " + difference);
    }

    @Test
    void makesAnotherImageWithEachFilter() {
        List<BufferedImage> all = new ArrayList<>();
        for (Filter filter : Filter.values()) {
            BufferedImage styled = styled(filter);
            all.forEach(other -> assertTrue(difference(styled, other) > 0.02, filter::toString));
            all.add(styled);
        }
    }

    @Test
    void makesTheSameImageOfTheSameJob() {
        assertArrayEquals(run(aJob().prompt("oil").seed(5)).file(), run(aJob().prompt("oil").seed(5)).file());
        assertFalse(Arrays.equals(run(aJob().prompt("oil").seed(5)).file(),
                run(aJob().prompt("oil").seed(6)).file()));
    }

    @Test
    void changesMoreWithMoreStrength() {
        BufferedImage original = original();
        List<Double> differences = List.of(0.1, 0.3, 0.6, 0.8).stream()
                .map(strength -> difference(original, decode(run(aJob().prompt("ink").strength(strength)))))
                .toList();

        assertEquals(differences.stream().sorted().toList(), differences);
        assertTrue(differences.getLast() > 2 * differences.getFirst(), differences::toString);
        assertTrue(difference(styled(Filter.OIL),
                decode(run(aJob().prompt("oil").strength(1)))) > 0.001);
    }

    @Test
    void leavesThePhotoAsItIsWithoutStrength() {
        assertTrue(difference(original(), decode(run(aJob().prompt("neon").strength(0)))) < 1e-9);
    }

    @Test
    void namesTheFilterItUsed() {
        assertEquals("filter-watercolour", run(aJob().prompt("watercolour")).use().model());
    }

    @ParameterizedTest
    @CsvSource({"a Watercolor of my cat, WATERCOLOUR", "پرتره آبرنگ, WATERCOLOUR", "طراحی با مداد, PENCIL",
            "a pink ink drawing, PENCIL", "pink sink, DUOTONE", "stained glass window, MOSAIC", "شهر نئون, NEON",
            "CYBERPUNK city, NEON"})
    void choosesTheFilterByWords(String prompt, Filter expected) {
        assertEquals(expected, Filter.choose(prompt, "", 4));
    }

    @Test
    void prefersTheUsersWordsToTheTemplates() {
        assertEquals(Filter.OIL, Filter.choose("in oil", "a comic hero", 0));
        assertEquals(Filter.COMIC, Filter.choose("make it nice", "a comic hero", 0));
    }

    @Test
    void choosesByTheSeedWithoutAKnownWord() {
        assertEquals(5, IntStream.range(0, 50).mapToObj(seed -> Filter.choose("", "", seed)).distinct()
                .count());
        assertEquals(3, IntStream.range(0, 50).mapToObj(seed -> Filter.choose("", "a hero", seed)).distinct().count());
    }

    @Test
    void takesTheColoursOfTheStyle() {
        byte[] blue = photo(64, 64, Color.BLUE);

        double[] plain = mean(styled(Filter.OIL));
        double[] coloured = mean(decode(run(aJob().prompt("oil").style(blue))));

        assertTrue(coloured[2] - coloured[0] > plain[2] - plain[0] + 0.1);
    }

    @Test
    void restylesTheTemplateWithoutAPhoto() {
        EngineJob job = aJob().withoutPhoto().style(PHOTO).templatePrompt("an oil painting").build();

        assertEquals(1024, decode(assertInstanceOf(EngineOutcome.Image.class, engine.run(job, _ -> {}))).getWidth());
    }

    @Test
    void turnsThePhotoAsItsExifSays() {
        byte[] red = halves();
        byte[] file = SomePictures.withGps(red, 6);

        BufferedImage turned = decode(run(EngineJobBuilder.aJob(file).strength(0)));

        assertEquals(1024, turned.getHeight());
        assertTrue(turned.getWidth() < turned.getHeight());
        // Turned clockwise, the left half is on top.
        assertTrue(new Color(turned.getRGB(turned.getWidth() / 2, 50)).getRed() > 200);
        assertTrue(new Color(turned.getRGB(turned.getWidth() / 2, 970)).getRed() < 60);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void readsEveryOrientationOfBothFormats(int orientation) {
        assertEquals(orientation, OrientationTag.read(SomePictures.withGps(SomePictures.jpeg(4, 2, 1), orientation)));
        assertEquals(orientation, OrientationTag.read(SomePictures.withGps(SomePictures.png(4, 2, 1), orientation)));
        assertEquals(1, OrientationTag.read(SomePictures.jpeg(4, 2, 1)));
        assertEquals(1, OrientationTag.read(SomePictures.png(4, 2, 1)));
        assertEquals(1, OrientationTag.read(SomePictures.webp(4, 2, 1)));
        assertEquals(1, OrientationTag.read(new byte[]{(byte) 0xff, (byte) 0xd8, (byte) 0xff}));
    }

    /** The corner that is stored first lands where the orientation says. */
    @ParameterizedTest
    @CsvSource({"1, 0, 0", "2, 1, 0", "3, 1, 1", "4, 0, 1", "5, 0, 0", "6, 1, 0", "7, 1, 1", "8, 0, 1"})
    void movesTheFirstCorner(int orientation, int right, int bottom) {
        BufferedImage image = new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 100; i++) {
            image.setRGB(i % 10, i / 10, 0xff0000);
        }
        byte[] file = SomePictures.withGps(encode(image), orientation);

        Pixels pixels = ImageFiles.read(file, 60).orElseThrow();

        int x = right == 0 ? 2 : pixels.width() - 3;
        int y = bottom == 0 ? 2 : pixels.height() - 3;
        assertTrue(pixels.red()[pixels.at(x, y)] > 0.8);
        assertTrue(pixels.red()[pixels.at(pixels.width() - 1 - x, pixels.height() - 1 - y)] < 0.2);
    }

    @Test
    void cropsToTheAspectRatio() {
        for (AspectRatio ratio : AspectRatio.values()) {
            BufferedImage cropped = decode(run(aJob().strength(0).ratio(ratio)));
            assertEquals((double) ratio.width() / ratio.height(), (double) cropped.getWidth() / cropped.getHeight(),
                    0.01, ratio::text);
        }
    }

    @Test
    void makesALargerImageOnRequest() {
        assertEquals(2048, decode(run(aJob().prompt("oil").size(ImageSize.SIZE_2K))).getWidth());
    }

    @Test
    void decodesALargePhotoAtAFraction() {
        BufferedImage image = decode(run(EngineJobBuilder.aJob(photo(4200, 1050, Color.GREEN)).strength(0)));

        assertEquals(1024, image.getWidth());
        assertEquals(256, image.getHeight());
    }

    @Test
    void changesOnlyWhatTheMaskShows() {
        BufferedImage mask = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = mask.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(160, 0, 160, 240);
        BufferedImage original = original();

        BufferedImage masked = decode(run(aJob().prompt("ink").mask(encode(mask))));

        assertTrue(difference(left(masked), left(original)) < 0.01);
        assertTrue(difference(right(masked), right(original)) > 0.05);
    }

    @Test
    void refusesWhatCannotBeDecoded() {
        byte[] broken = Arrays.copyOf(PHOTO, 200);
        EngineOutcome expected = new EngineOutcome.Failed(FailureCode.INPUT_UNREADABLE, false);
        for (byte[] file : List.of(new byte[0], "<html>".getBytes(ISO_8859_1), broken, SomePictures.bomb(),
                "\u0089PNG\r\n\u001a\n".getBytes(ISO_8859_1))) {
            assertEquals(expected, engine.run(EngineJobBuilder.aJob(file).build(), _ -> {}));
        }
        assertEquals(expected, engine.run(aJob().style(broken).build(), _ -> {}));
        assertEquals(expected, engine.run(aJob().mask(broken).build(), _ -> {}));
    }

    @Test
    void paintsTransparentPixelsWhite() {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_ARGB);

        Pixels pixels = ImageFiles.read(encode(image), 8).orElseThrow();

        assertEquals(1, pixels.red()[0], 0.01);
    }

    @Test
    void offersWhatItCanDo() {
        assertEquals(PromptAlone.REFUSES, engine.offer().promptAlone());
        assertFalse(engine.offer().types().contains(GenerationType.UPSCALE));
        assertFalse(engine.offer().sizes().contains(ImageSize.SIZE_4K));
    }

    /** The photo in the filter's usual strength. */
    private BufferedImage styled(Filter filter) {
        return IMAGES.computeIfAbsent(filter.name(),
                name -> decode(run(aJob().prompt(name.toLowerCase(Locale.ROOT)))));
    }

    private BufferedImage original() {
        return IMAGES.computeIfAbsent("", _ -> decode(run(aJob().strength(0))));
    }

    private EngineOutcome.Image run(EngineJobBuilder job) {
        EngineOutcome.Image image = assertInstanceOf(EngineOutcome.Image.class, engine.run(job.build(), _ -> {}));
        Picture picture = assertInstanceOf(Picture.Reading.Accepted.class, Picture.read(image.file())).picture();
        assertEquals(PictureFormat.JPEG, picture.format());
        return image;
    }

    private static EngineJobBuilder aJob() {
        return EngineJobBuilder.aJob(PHOTO);
    }

    /** Something with areas, edges and gradients. */
    private static byte[] photo(int width, int height, Color sun) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            int x = i % width;
            int y = i / width;
            image.setRGB(x, y, new Color(40 + 180 * y / height, 90 + 100 * x / width, 200 - 120 * y / height).getRGB());
        }
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(sun);
        graphics.fillOval(width / 4, height / 4, width / 2, height / 2);
        graphics.setColor(new Color(30, 25, 40));
        graphics.fillRect(0, height * 3 / 4, width, height / 4);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(width / 8, height / 8, width / 10, height / 2);
        return encode(image);
    }

    /** Red on the left, black on the right. */
    private static byte[] halves() {
        BufferedImage image = new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, 150, 200);
        return encode(image);
    }

    private static byte[] encode(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, image.getColorModel().hasAlpha() ? "png" : "jpeg", bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    private static BufferedImage decode(EngineOutcome.Image image) {
        try {
            return ImageIO.read(new ByteArrayInputStream(image.file()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static BufferedImage left(BufferedImage image) {
        return image.getSubimage(0, 0, image.getWidth() / 2 - 20, image.getHeight());
    }

    private static BufferedImage right(BufferedImage image) {
        return image.getSubimage(image.getWidth() / 2 + 20, 0, image.getWidth() / 2 - 20, image.getHeight());
    }

    /** The mean difference of all channels, from 0 to 1. */
    private static double difference(BufferedImage one, BufferedImage other) {
        long sum = 0;
        for (int y = 0; y < one.getHeight(); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                int a = one.getRGB(x, y);
                int b = other.getRGB(x, y);
                for (int shift = 0; shift <= 16; shift += 8) {
                    sum += Math.abs((a >> shift & 0xff) - (b >> shift & 0xff));
                }
            }
        }
        return sum / (255.0 * 3 * one.getWidth() * one.getHeight());
    }

    private static double[] mean(BufferedImage image) {
        double[] mean = new double[3];
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                for (int k = 0; k < 3; k++) {
                    mean[k] += (image.getRGB(x, y) >> 16 - 8 * k & 0xff) / 255.0 / image.getWidth() / image.getHeight();
                }
            }
        }
        return mean;
    }
}
