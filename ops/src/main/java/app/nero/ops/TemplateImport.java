package app.nero.ops;

import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import app.nero.local.ImportLine;
import app.nero.local.ImportLine.OfCategory;
import app.nero.local.ImportLine.OfTemplate;
import app.nero.picture.Picture;
import app.nero.template.Categories;
import app.nero.template.Category;
import app.nero.template.ImportTemplate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/** Imports a file of {@link ImportLine}s. Invalid lines are reported, and the import continues. */
final class TemplateImport {

    private static final String BYTE_ORDER_MARK = "\ufeff";

    /** Lines between two progress reports. */
    private static final int REPORT_INTERVAL = 50;

    private final ImportTemplate importTemplate;
    private final Categories categories;
    private final Clock clock;
    private final SecureRandom random;
    private final PrintStream output;

    private int added;
    private int changed;
    private int unchanged;
    private int invalid;

    TemplateImport(ImportTemplate importTemplate, Categories categories, Clock clock, SecureRandom random,
            PrintStream output) {
        this.importTemplate = importTemplate;
        this.categories = categories;
        this.clock = clock;
        this.random = random;
        this.output = output;
    }

    /**
     * Returns the number of invalid lines.
     *
     * @throws IOException if the file cannot be read as UTF-8
     */
    int run(Path file) throws IOException {
        int number = 0;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String json = line.replace(BYTE_ORDER_MARK, "").strip();
                if (!json.isEmpty()) {
                    importLine(json, number, file);
                    if (lines() % REPORT_INTERVAL == 0) {
                        printCounts();
                    }
                }
            }
        }
        printCounts();
        return invalid;
    }

    private int lines() {
        return added + changed + unchanged + invalid;
    }

    private void printCounts() {
        output.println(lines() + " lines: " + added + " added, " + changed + " changed, " + unchanged
                + " unchanged, " + invalid + " invalid");
    }

    private void importLine(String json, int number, Path file) {
        try {
            switch (put(ImportLine.parse(json), file)) {
                case ADDED -> added++;
                case CHANGED -> changed++;
                case UNCHANGED -> unchanged++;
                case NO_SUCH_CATEGORY -> throw new IllegalArgumentException("category does not exist");
            }
        } catch (IllegalArgumentException e) {
            invalid++;
            output.println("line " + number + ": " + e.getMessage());
        } catch (UnavailableException e) {
            invalid++;
            output.println("line " + number + ": " + switch (e.service()) {
                case DATABASE -> "the database is unavailable";
                case STORAGE -> "picture storage is unavailable";
                case QUEUE -> "the queue is unavailable";
                case MODERATION -> "moderation is unavailable";
                case PAYMENT -> "the payment provider is unavailable";
            });
        }
    }

    private ImportTemplate.Result put(ImportLine line, Path file) {
        return switch (line) {
            case OfCategory category -> {
                Category withNewId = new Category(Id.random(random, clock.instant()), category.slug(),
                        category.english(),
                        category.persian());
                yield switch (categories.put(withNewId)) {
                    case ADDED -> ImportTemplate.Result.ADDED;
                    case CHANGED -> ImportTemplate.Result.CHANGED;
                    case UNCHANGED -> ImportTemplate.Result.UNCHANGED;
                };
            }
            case OfTemplate template -> importTemplate.put(template.key(), template.content(),
                    () -> picture(template, file));
        };
    }

    private static Picture picture(OfTemplate template, Path file) {
        String image = template.image()
                .orElseThrow(() -> new IllegalArgumentException("image is required for a new template"));
        return switch (Picture.read(bytes(file.toAbsolutePath().resolveSibling(image)))) {
            case Picture.Reading.Accepted(Picture picture) -> picture;
            case Picture.Reading.NotAPicture _ ->
                throw new IllegalArgumentException("image is not a JPEG, PNG or WebP file");
            case Picture.Reading.TooLarge _ -> throw new IllegalArgumentException("image is larger than 10 MB");
            case Picture.Reading.TooManyPixels _ ->
                throw new IllegalArgumentException("image has more than " + Picture.MAX_MEGAPIXELS + " megapixels");
        };
    }

    private static byte[] bytes(Path image) {
        try {
            if (Files.size(image) > Picture.MAX_BYTES) {
                throw new IllegalArgumentException("image is larger than 10 MB");
            }
            return Files.readAllBytes(image);
        } catch (IOException _) {
            throw new IllegalArgumentException("image cannot be read: " + image);
        }
    }
}
