import app.nero.generation.EngineImage;
import app.nero.generation.EngineJob;
import app.nero.generation.EngineOutcome;
import app.nero.generation.EngineTier;
import app.nero.generation.GenerationType;
import app.nero.generation.ImageOptions;
import app.nero.generation.ImageSize;
import app.nero.generation.SourceRole;
import app.nero.generation.filter.ImageFiles;
import app.nero.generation.filter.Pixels;
import app.nero.kernel.Id;
import app.nero.studio.ModelFile;
import app.nero.studio.StudioEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Arguments: the folder of the photos, the folder of the templates' images, the folder for the results, and the file of the sheet.
 * The first row of the sheet shows the templates, the first column the photos.
 */
class ContactSheet {

    private static final List<String> TEMPLATES = List.of("abstract-02.webp", "fantasy-01.webp", "nature-06.webp",
            "celebration-07.webp");
    private static final int CELL = 150;

    private final StudioEngine engine = new StudioEngine(ModelFile.of(System.getenv()), (_, _) -> Optional.empty());
    private final Pixels sheet;

    private ContactSheet(int rows) {
        sheet = Pixels.of((TEMPLATES.size() + 1) * CELL, rows * CELL);
    }

    public static void main(String[] args) throws IOException {
        Path photos = Path.of(args[0]);
        List<byte[]> rows = List.of(Files.readAllBytes(photos.resolve("astronaut.png")),
                face(Files.readAllBytes(photos.resolve("astronaut.png"))),
                Files.readAllBytes(photos.resolve("camera.png")), Files.readAllBytes(photos.resolve("chelsea.png")),
                Files.readAllBytes(photos.resolve("coffee.png")), Files.readAllBytes(photos.resolve("rocket.jpg")));
        ContactSheet contact = new ContactSheet(rows.size() + 1);
        for (int column = 0; column < TEMPLATES.size(); column++) {
            byte[] template = Files.readAllBytes(Path.of(args[1], TEMPLATES.get(column)));
            contact.put(template, 0, column + 1);
            for (int row = 0; row < rows.size(); row++) {
                byte[] result = contact.result(rows.get(row), template);
                Files.write(Path.of(args[2], (row + 1) + "-" + (column + 1) + ".jpg"), result);
                contact.put(rows.get(row), row + 1, 0);
                contact.put(result, row + 1, column + 1);
            }
        }
        Files.write(Path.of(args[3]), ImageFiles.writeJpeg(contact.sheet));
        System.exit(0);
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

    private byte[] result(byte[] photo, byte[] template) {
        EngineJob job = new EngineJob(Id.random(new SecureRandom(), Instant.now()), GenerationType.GENERATE, "", "",
                List.of(new EngineImage(photo, SourceRole.SUBJECT), new EngineImage(template, SourceRole.STYLE)),
                Optional.empty(), new ImageOptions(Optional.empty(), ImageSize.SIZE_1K, Optional.empty(), 1, 0.8, true,
                        EngineTier.STANDARD, 1));
        return ((EngineOutcome.Image) engine.run(job, _ -> {})).file();
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
