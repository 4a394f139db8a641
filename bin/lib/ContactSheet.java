import app.nero.generation.EngineImage;
import app.nero.generation.EngineJob;
import app.nero.generation.EngineOutcome;
import app.nero.generation.EngineTier;
import app.nero.generation.GenerationType;
import app.nero.generation.ImageOptions;
import app.nero.generation.ImageSize;
import app.nero.generation.SourceRole;
import app.nero.generation.filter.Filter;
import app.nero.generation.filter.ImageFiles;
import app.nero.generation.filter.Pixels;
import app.nero.kernel.Id;
import app.nero.studio.ModelFile;
import app.nero.studio.PaintingStyle;
import app.nero.studio.StudioEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes two sheets. On the first, the first row shows templates, the first column photos, and the rest the results. The second shows a
 * photo in many styles. Arguments: the folder of the photos, the folder of the templates' images, the folder for the results in full
 * size, and the files of both sheets.
 */
class ContactSheet {

    private static final List<String> TEMPLATES = List.of("abstract-02.webp", "fantasy-01.webp", "nature-06.webp",
            "celebration-07.webp");
    private static final int CELL = 150;
    private static final int STYLE_COLUMNS = 10;

    private static final StudioEngine ENGINE = new StudioEngine(ModelFile.of(System.getenv()),
            (_, _) -> Optional.empty());

    private final Pixels sheet;

    private ContactSheet(int columns, int rows) {
        sheet = Pixels.of(columns * CELL, rows * CELL);
    }

    public static void main(String[] args) throws IOException {
        Path photos = Path.of(args[0]);
        Path results = Path.of(args[2]);
        byte[] astronaut = Files.readAllBytes(photos.resolve("astronaut.png"));
        Files.write(Path.of(args[3]), ofTemplates(photos, astronaut, Path.of(args[1]), results));
        Files.write(Path.of(args[4]), ofStyles(face(astronaut), results));
        System.exit(0);
    }

    private static byte[] ofTemplates(Path photos, byte[] astronaut, Path templates, Path results) throws IOException {
        List<byte[]> rows = List.of(astronaut, face(astronaut), Files.readAllBytes(photos.resolve("camera.png")),
                Files.readAllBytes(photos.resolve("chelsea.png")), Files.readAllBytes(photos.resolve("coffee.png")),
                Files.readAllBytes(photos.resolve("rocket.jpg")));
        ContactSheet contact = new ContactSheet(TEMPLATES.size() + 1, rows.size() + 1);
        for (int column = 0; column < TEMPLATES.size(); column++) {
            byte[] template = Files.readAllBytes(templates.resolve(TEMPLATES.get(column)));
            contact.put(template, 0, column + 1);
            for (int row = 0; row < rows.size(); row++) {
                byte[] result = result("", new EngineImage(rows.get(row), SourceRole.SUBJECT),
                        new EngineImage(template, SourceRole.STYLE));
                Files.write(results.resolve((row + 1) + "-" + (column + 1) + ".jpg"), result);
                contact.put(rows.get(row), row + 1, 0);
                contact.put(result, row + 1, column + 1);
            }
        }
        return ImageFiles.writeJpeg(contact.sheet);
    }

    private static byte[] ofStyles(byte[] photo, Path results) throws IOException {
        List<String> styles = new ArrayList<>();
        Stream.of(PaintingStyle.values()).map(PaintingStyle::title).forEach(styles::add);
        // The dots of halftone are too fine for a cell.
        Stream.of(Filter.values()).filter(it -> it != Filter.HALFTONE).map(Filter::name).forEach(styles::add);
        ContactSheet contact = new ContactSheet(STYLE_COLUMNS, styles.size() / STYLE_COLUMNS + 1);
        contact.put(photo, 0, 0);
        for (int i = 0; i < styles.size(); i++) {
            byte[] result = result("Style: " + styles.get(i) + ".", new EngineImage(photo, SourceRole.SUBJECT));
            Files.write(results.resolve(styles.get(i) + ".jpg"), result);
            contact.put(result, (i + 1) / STYLE_COLUMNS, (i + 1) % STYLE_COLUMNS);
        }
        return ImageFiles.writeJpeg(contact.sheet);
    }

    /** The upper part of the photo, where the face is. */
    private static byte[] face(byte[] photo) {
        Pixels all = ImageFiles.read(photo, 512).orElseThrow();
        Pixels face = Pixels.of(240, 240);
        for (int i = 0; i < face.size(); i++) {
            int at = all.at(110 + i % 240, i / 240);
            face.set(i, all.red()[at], all.green()[at], all.blue()[at]);
        }
        return ImageFiles.writeJpeg(face);
    }

    private static byte[] result(String templatePrompt, EngineImage... images) {
        EngineJob job = new EngineJob(Id.random(new SecureRandom(), Instant.now()), GenerationType.GENERATE, "",
                templatePrompt, List.of(images), Optional.empty(), new ImageOptions(Optional.empty(), ImageSize.SIZE_1K,
                        Optional.empty(), 1, 0.8, true, EngineTier.STANDARD, 1));
        return ((EngineOutcome.Image) ENGINE.run(job, _ -> {})).file();
    }

    /** Shows the middle of an image in a cell. */
    private void put(byte[] file, int row, int column) {
        Pixels cell = ImageFiles.resize(ImageFiles.crop(ImageFiles.read(file, 2 * CELL).orElseThrow(), 1), CELL, CELL);
        for (int i = 0; i < cell.size(); i++) {
            int at = sheet.at(column * CELL + i % CELL, row * CELL + i / CELL);
            sheet.set(at, cell.red()[i], cell.green()[i], cell.blue()[i]);
        }
    }
}
