package app.nero.local.demo;

import app.nero.picture.Picture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Draws the pictures of the demo templates: the same number gives the same picture. */
final class DemoPictures {

    private static final float QUALITY = 0.84f;

    /** Width and height, pixels: from upright to nearly square, as a wall of pictures has them. */
    private static final int[][] SIZES = {{600, 750}, {600, 900}, {600, 620}, {600, 800}, {640, 560},
            {600, 840}, {600, 690}};

    private static final Map<String, List<Scene>> SCENES = Map.of("portrait", PortraitScenes.ALL, "fantasy",
            FantasyScenes.ALL, "nature", NatureScenes.ALL, "city", CityScenes.ALL, "space", SpaceScenes.ALL, "abstract",
            AbstractScenes.ALL, "retro", RetroScenes.ALL, "celebration", CelebrationScenes.ALL);

    private DemoPictures() {}

    /**
     * @param category the slug of one of the demo's categories
     * @param number of the picture in it
     */
    static Picture draw(String category, int number) {
        List<Scene> scenes = SCENES.get(category);
        long seed = 1_000L * category.hashCode() + number;
        int[] size = SIZES[Math.floorMod(seed * 31 + number * 3L, SIZES.length)];
        Canvas canvas = new Canvas(size[0], size[1], Palette.of(category.length() + number + number / 12 * 3), seed);
        scenes.get(number % scenes.size()).drawOn(canvas);
        canvas.pen.dispose();
        return picture(jpeg(canvas));
    }

    private static Picture picture(byte[] file) {
        return switch (Picture.read(file)) {
            case Picture.Reading.Accepted(Picture picture) -> picture;
            case Picture.Reading refused -> throw new IllegalStateException("the JDK wrote no picture: " + refused);
        };
    }

    private static byte[] jpeg(Canvas canvas) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam quality = writer.getDefaultWriteParam();
            quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            quality.setCompressionQuality(QUALITY);
            writer.setOutput(output);
            writer.write(null, new IIOImage(canvas.image, null, null), quality);
        } catch (IOException e) {
            throw new UncheckedIOException("nothing in memory fails to be written", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
