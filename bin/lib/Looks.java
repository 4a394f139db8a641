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
import java.util.Optional;

/**
 * Makes images of photos as JPEG files. Arguments: the folder of the photos, the folder for the images, and the names of the images,
 * such as {@code look-dog-golden-afternoon} for the photo {@code dog.jpg} in the style Golden Afternoon.
 */
class Looks {

    public static void main(String[] args) throws IOException {
        StudioEngine engine = new StudioEngine(ModelFile.of(System.getenv()), (_, _) -> Optional.empty());
        for (String name : List.of(args).subList(2, args.length)) {
            String[] parts = name.split("-", 3);
            byte[] photo = Files.readAllBytes(Path.of(args[0], parts[1] + ".jpg"));
            String prompt = "Style: " + parts[2].replace('-', ' ') + ".";
            EngineJob job = new EngineJob(Id.random(new SecureRandom(), Instant.now()), GenerationType.GENERATE, "",
                    prompt, List.of(new EngineImage(photo, SourceRole.SUBJECT)), Optional.empty(),
                    new ImageOptions(Optional.empty(), ImageSize.SIZE_1K, Optional.empty(), 1, 0.8, true,
                            EngineTier.STANDARD, 1));
            EngineOutcome.Image image = (EngineOutcome.Image) engine.run(job, _ -> {});
            Files.write(Path.of(args[1], name + ".jpg"), image.file());
        }
        System.exit(0);
    }
}
