import app.nero.generation.AspectRatio;
import app.nero.generation.EngineImage;
import app.nero.generation.EngineJob;
import app.nero.generation.EngineOutcome;
import app.nero.generation.EngineTier;
import app.nero.generation.GenerationType;
import app.nero.generation.ImageOptions;
import app.nero.generation.ImageSize;
import app.nero.generation.SourceRole;
import app.nero.kernel.Id;
import app.nero.studio.ModelFile;
import app.nero.studio.StudioEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the images of the demo templates whose files are named {@code look-PHOTO-STYLE.webp}, as JPEG files. Arguments: the folder of the
 * photos, the file of the templates, and the folder for the images.
 */
class Looks {

    private static final Pattern FILE = Pattern.compile("\"look-(person|cat)-([a-z-]+)\\.webp\"");
    private static final Map<String, String> PHOTOS = Map.of("person", "astronaut.png", "cat", "chelsea.png");

    public static void main(String[] args) throws IOException {
        StudioEngine engine = new StudioEngine(ModelFile.of(System.getenv()), (_, _) -> Optional.empty());
        Matcher file = FILE.matcher(Files.readString(Path.of(args[1])));
        while (file.find()) {
            byte[] photo = Files.readAllBytes(Path.of(args[0], PHOTOS.get(file.group(1))));
            AspectRatio ratio = file.group(1).equals("cat") ? AspectRatio.R4_3 : AspectRatio.R4_5;
            String prompt = "Style: " + file.group(2).replace('-', ' ') + ".";
            EngineJob job = new EngineJob(Id.random(new SecureRandom(), Instant.now()), GenerationType.GENERATE, "",
                    prompt, List.of(new EngineImage(photo, SourceRole.SUBJECT)), Optional.empty(),
                    new ImageOptions(Optional.of(ratio), ImageSize.SIZE_1K, Optional.empty(), 1, 0.8, true,
                            EngineTier.STANDARD, 1));
            EngineOutcome.Image image = (EngineOutcome.Image) engine.run(job, _ -> {});
            Files.write(Path.of(args[2], "look-" + file.group(1) + "-" + file.group(2) + ".jpg"), image.file());
        }
        System.exit(0);
    }
}
