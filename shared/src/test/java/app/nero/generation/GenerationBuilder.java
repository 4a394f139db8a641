package app.nero.generation;

import app.nero.kernel.Id;
import app.nero.picture.PictureFormat;
import app.nero.picture.PublicId;
import app.nero.template.Prompt;
import app.nero.testing.Some;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Builds generations for tests, from defaults or from another generation. */
public final class GenerationBuilder {

    private static final Instant NOON = Instant.parse("2026-05-14T12:00:00.123Z");

    private final Id id;
    private Id userId = Some.id();
    private GenerationStatus status = GenerationStatus.DRAFT;
    private int version = 1;
    private GenerationType type = GenerationType.GENERATE;
    private Optional<Prompt> prompt = Optional.of(new Prompt("a watercolour at dusk"));
    private Optional<Id> templateId = Optional.empty();
    private Optional<Id> parentId = Optional.empty();
    private Id rootId;
    private List<Id> characterIds = List.of();
    private List<SourceImage> sources = List.of();
    private Optional<PublicId> mask = Optional.empty();
    private ImageOptions options = new ImageOptions(Optional.of(AspectRatio.R3_4), ImageSize.SIZE_1K, Optional.empty(),
            42, 0.8, true, EngineTier.STANDARD, 1);
    private int stars = 1;
    private Optional<String> slot = Optional.empty();
    private int attempt;
    private Optional<Lease> lease = Optional.empty();
    private Optional<Integer> percent = Optional.empty();
    private Optional<String> engineId = Optional.empty();
    private Optional<Instant> submittedAt = Optional.empty();
    private Optional<String> providerRef = Optional.empty();
    private Optional<Instant> queuedAt = Optional.empty();
    private Optional<Instant> sweepAt = Optional.of(NOON.plusSeconds(120));
    private Optional<GeneratedImage> image = Optional.empty();
    private Optional<EngineUse> engineUse = Optional.empty();
    private Optional<FailureCode> error = Optional.empty();
    private Sharing sharing = Sharing.PRIVATE;
    private Optional<Removal> removal = Optional.empty();
    private Instant createdAt = NOON;
    private Optional<Instant> startedAt = Optional.empty();
    private Optional<Instant> completedAt = Optional.empty();

    private GenerationBuilder(Id id) {
        this.id = id;
        this.rootId = id;
    }

    public static GenerationBuilder aGeneration() {
        return aGeneration(Some.id());
    }

    public static GenerationBuilder aGeneration(Id id) {
        return new GenerationBuilder(id);
    }

    public static GenerationBuilder from(Generation other) {
        GenerationBuilder builder = new GenerationBuilder(other.id());
        Recipe recipe = other.recipe();
        Progress progress = other.progress();
        builder.userId = other.userId();
        builder.status = other.status();
        builder.version = other.version();
        builder.type = recipe.type();
        builder.prompt = recipe.prompt();
        builder.templateId = recipe.templateId();
        builder.parentId = recipe.parentId();
        builder.rootId = recipe.rootId();
        builder.characterIds = recipe.characterIds();
        builder.sources = recipe.sources();
        builder.mask = recipe.mask();
        builder.options = recipe.options();
        builder.stars = other.stars();
        builder.slot = progress.slot();
        builder.attempt = progress.attempt();
        builder.lease = progress.lease();
        builder.percent = progress.percent();
        builder.engineId = progress.engineId();
        builder.submittedAt = progress.submittedAt();
        builder.providerRef = progress.providerRef();
        builder.queuedAt = progress.queuedAt();
        builder.sweepAt = progress.sweepAt();
        builder.image = other.image();
        builder.engineUse = other.engineUse();
        builder.error = other.error();
        builder.sharing = other.sharing();
        builder.removal = other.removal();
        builder.createdAt = other.createdAt();
        builder.startedAt = other.startedAt();
        builder.completedAt = other.completedAt();
        return builder;
    }

    public GenerationBuilder userId(Id value) {
        userId = value;
        return this;
    }

    public GenerationBuilder status(GenerationStatus value) {
        status = value;
        return this;
    }

    public GenerationBuilder nextVersion() {
        version++;
        return this;
    }

    public GenerationBuilder type(GenerationType value) {
        type = value;
        return this;
    }

    public GenerationBuilder prompt(Optional<Prompt> value) {
        prompt = value;
        return this;
    }

    public GenerationBuilder templateId(Optional<Id> value) {
        templateId = value;
        return this;
    }

    public GenerationBuilder parentId(Optional<Id> value) {
        parentId = value;
        return this;
    }

    public GenerationBuilder rootId(Id value) {
        rootId = value;
        return this;
    }

    public GenerationBuilder characterIds(List<Id> value) {
        characterIds = value;
        return this;
    }

    public GenerationBuilder sources(List<SourceImage> value) {
        sources = value;
        return this;
    }

    public GenerationBuilder mask(Optional<PublicId> value) {
        mask = value;
        return this;
    }

    public GenerationBuilder options(ImageOptions value) {
        options = value;
        return this;
    }

    public GenerationBuilder stars(int value) {
        stars = value;
        return this;
    }

    public GenerationBuilder slot(Optional<String> value) {
        slot = value;
        return this;
    }

    public GenerationBuilder attempt(int value) {
        attempt = value;
        return this;
    }

    /** Also forgets how much of the attempt is done. */
    public GenerationBuilder lease(Optional<Lease> value) {
        lease = value;
        percent = Optional.empty();
        return this;
    }

    public GenerationBuilder percent(int value) {
        percent = Optional.of(value);
        return this;
    }

    public GenerationBuilder engineId(String value) {
        engineId = Optional.of(value);
        return this;
    }

    public GenerationBuilder submittedAt(Optional<Instant> value) {
        submittedAt = value;
        return this;
    }

    public GenerationBuilder providerRef(Optional<String> value) {
        providerRef = value;
        return this;
    }

    public GenerationBuilder queuedAt(Instant value) {
        queuedAt = Optional.of(value);
        return this;
    }

    public GenerationBuilder sweepAt(Optional<Instant> value) {
        sweepAt = value;
        return this;
    }

    public GenerationBuilder image(Optional<GeneratedImage> value) {
        image = value;
        return this;
    }

    public GenerationBuilder engineUse(Optional<EngineUse> value) {
        engineUse = value;
        return this;
    }

    public GenerationBuilder error(Optional<FailureCode> value) {
        error = value;
        return this;
    }

    public GenerationBuilder sharing(Sharing value) {
        sharing = value;
        return this;
    }

    public GenerationBuilder removal(Removal value) {
        removal = Optional.of(value);
        return this;
    }

    public GenerationBuilder createdAt(Instant value) {
        createdAt = value;
        return this;
    }

    public GenerationBuilder startedAt(Instant value) {
        startedAt = Optional.of(value);
        return this;
    }

    public GenerationBuilder completedAt(Instant value) {
        completedAt = Optional.of(value);
        return this;
    }

    public Generation build() {
        Recipe recipe = new Recipe(type, prompt, templateId, parentId, rootId, characterIds, sources, mask, options);
        Progress progress = new Progress(slot, attempt, lease, percent, engineId, submittedAt, providerRef,
                queuedAt, sweepAt);
        return new Generation(id, userId, status, version, recipe, stars, progress, image, engineUse, error, sharing,
                removal, createdAt, startedAt, completedAt);
    }

    /** A stored result of a user. */
    public static GeneratedImage image(Id userId) {
        PublicId publicId = PublicId.ofGenerated(userId, Some.id());
        return new GeneratedImage(publicId, "https://pictures.example/" + publicId + ".jpg", 768, 1024,
                PictureFormat.JPEG, 200_000);
    }
}
