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

/** Imports a file of {@link ImportLine}s. A bad line is named, and the rest goes on. */
final class TemplateImport {

    private static final String BYTE_ORDER_MARK = "\ufeff";

    /** How many lines pass between two words of progress. */
    private static final int STEP = 50;

    /** What became of the lines. */
    record Summary(int lines, int added, int changed, int unchanged, int bad) {

        @Override
        public String toString() {
            return lines + " lines: " + added + " added, " + changed + " changed, " + unchanged + " unchanged, " + bad
                    + " bad";
        }
    }

    private final ImportTemplate importTemplate;
    private final Categories categories;
    private final Clock clock;
    private final SecureRandom random;
    private final PrintStream output;

    TemplateImport(ImportTemplate importTemplate, Categories categories, Clock clock, SecureRandom random,
            PrintStream output) {
        this.importTemplate = importTemplate;
        this.categories = categories;
        this.clock = clock;
        this.random = random;
        this.output = output;
    }

    /** @throws IOException if the file itself cannot be read as UTF-8 */
    Summary run(Path file) throws IOException {
        Summary summary = new Summary(0, 0, 0, 0, 0);
        int number = 0;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String json = line.replace(BYTE_ORDER_MARK, "").strip();
                if (!json.isEmpty()) {
                    summary = take(json, number, file, summary);
                    if (summary.lines() % STEP == 0) {
                        output.println(summary);
                    }
                }
            }
        }
        output.println(summary);
        return summary;
    }

    private Summary take(String json, int number, Path file, Summary so) {
        try {
            return switch (put(ImportLine.parse(json), file)) {
                case ADDED -> new Summary(so.lines + 1, so.added + 1, so.changed, so.unchanged, so.bad);
                case CHANGED -> new Summary(so.lines + 1, so.added, so.changed + 1, so.unchanged, so.bad);
                case UNCHANGED -> new Summary(so.lines + 1, so.added, so.changed, so.unchanged + 1, so.bad);
                case NO_SUCH_CATEGORY -> throw new IllegalArgumentException("category is not a category");
            };
        } catch (IllegalArgumentException bad) {
            output.println("line " + number + ": " + bad.getMessage());
        } catch (UnavailableException down) {
            output.println("line " + number + ": " + switch (down.service()) {
                case DATABASE -> "the database does not answer";
                case STORAGE -> "the store of pictures does not take it";
            });
        }
        return new Summary(so.lines + 1, so.added, so.changed, so.unchanged, so.bad + 1);
    }

    private ImportTemplate.Result put(ImportLine line, Path file) {
        return switch (line) {
            case OfCategory category -> {
                Category named = new Category(Id.random(random, clock.instant()), category.slug(), category.english(),
                        category.persian());
                yield switch (categories.put(named)) {
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
                .orElseThrow(() -> new IllegalArgumentException("image is required for a template that is new"));
        return switch (Picture.read(bytes(file.toAbsolutePath().resolveSibling(image)))) {
            case Picture.Reading.Accepted(Picture picture) -> picture;
            case Picture.Reading.NotAPicture _ -> throw new IllegalArgumentException("image is no JPEG, PNG or WebP");
            case Picture.Reading.TooLarge _ -> throw new IllegalArgumentException("image has more than 10 MB");
            case Picture.Reading.TooManyPixels _ -> throw new IllegalArgumentException("image has over 25 megapixels");
        };
    }

    private static byte[] bytes(Path image) {
        try {
            if (Files.size(image) > Picture.MAX_BYTES) {
                throw new IllegalArgumentException("image has more than 10 MB");
            }
            return Files.readAllBytes(image);
        } catch (IOException _) {
            throw new IllegalArgumentException("image cannot be read at " + image);
        }
    }
}
