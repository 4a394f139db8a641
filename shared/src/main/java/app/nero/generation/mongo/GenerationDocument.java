package app.nero.generation.mongo;

import static app.nero.mongo.MongoIds.id;
import static app.nero.mongo.MongoIds.objectId;
import static app.nero.mongo.MongoIds.objectIds;

import app.nero.generation.Allowance;
import app.nero.generation.AspectRatio;
import app.nero.generation.EngineTier;
import app.nero.generation.EngineUse;
import app.nero.generation.FailureCode;
import app.nero.generation.GeneratedImage;
import app.nero.generation.Generation;
import app.nero.generation.GenerationStatus;
import app.nero.generation.GenerationType;
import app.nero.generation.ImageOptions;
import app.nero.generation.ImageSize;
import app.nero.generation.Lease;
import app.nero.generation.Progress;
import app.nero.generation.Recipe;
import app.nero.generation.Removal;
import app.nero.generation.Sharing;
import app.nero.generation.SourceImage;
import app.nero.generation.SourceRole;
import app.nero.generation.Visibility;
import app.nero.kernel.Id;
import app.nero.mongo.MongoIds;
import app.nero.picture.PictureFormat;
import app.nero.picture.PublicId;
import app.nero.template.Prompt;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.OptionalLong;
import org.bson.Document;
import org.bson.types.ObjectId;

/** The document of a generation. Optional fields are missing if they are empty. */
final class GenerationDocument {

    static final String ID = "_id";
    static final String USER_ID = "userId";
    static final String STATUS = "status";
    static final String VERSION = "version";
    static final String TYPE = "type";
    static final String PROMPT = "prompt";
    static final String TEMPLATE_ID = "templateId";
    static final String PARENT_ID = "parentId";
    static final String ROOT_ID = "rootId";
    static final String CHARACTER_IDS = "characterIds";
    static final String SOURCES = "sources";
    static final String MASK = "mask";
    static final String SLOT = "slot";
    static final String ATTEMPT = "attempt";
    static final String LEASE_ID = "leaseId";
    static final String LEASE_UNTIL = "leaseUntil";
    static final String PERCENT = "percent";
    static final String QUEUED_AT = "queuedAt";
    static final String SUBMITTED_AT = "submittedAt";
    static final String PROVIDER_REF = "providerRef";
    static final String SWEEP_AT = "sweepAt";
    static final String IMAGE_URL = "imageUrl";
    static final String PUBLIC_ID = "publicId";
    static final String WIDTH = "width";
    static final String HEIGHT = "height";
    static final String FORMAT = "format";
    static final String BYTES = "bytes";
    static final String ENGINE_ID = "metadata.engineId";
    static final String MODEL = "metadata.model";
    static final String PROVIDER_COST = "metadata.providerCost";
    static final String ERROR_CODE = "error.code";
    static final String VISIBILITY = "visibility";
    static final String SLUG = "slug";
    static final String SHOW_PROMPT = "showPrompt";
    static final String REMOVAL = "removal";
    static final String REMOVAL_CAUSE = "removal.cause";
    static final String REMOVAL_EMPTIED = "removal.emptied";
    static final String CREATED_AT = "createdAt";
    static final String STARTED_AT = "startedAt";
    static final String COMPLETED_AT = "completedAt";

    private static final String METADATA = "metadata";
    private static final String ROLE = "role";

    private GenerationDocument() {}

    /** A draft, without its slot. */
    static Document write(Generation draft) {
        Recipe recipe = draft.recipe();
        Document document = new Document(ID, objectId(draft.id()))
                .append(USER_ID, objectId(draft.userId()))
                .append(TYPE, recipe.type().text())
                .append(STATUS, draft.status().text())
                .append(VERSION, draft.version())
                .append(ROOT_ID, objectId(recipe.rootId()))
                .append(CHARACTER_IDS, objectIds(recipe.characterIds()))
                .append(SOURCES, recipe.sources().stream().map(it -> new Document(PUBLIC_ID, it.publicId().value())
                        .append(ROLE, it.role().text())).toList())
                .append(METADATA, write(recipe.options()))
                .append("stars", draft.stars())
                .append(ATTEMPT, draft.progress().attempt())
                .append(VISIBILITY, draft.sharing().visibility().text())
                .append(SHOW_PROMPT, draft.sharing().showPrompt())
                .append(CREATED_AT, Date.from(draft.createdAt()));
        recipe.prompt().ifPresent(prompt -> document.append(PROMPT, prompt.value()));
        recipe.templateId().ifPresent(id -> document.append(TEMPLATE_ID, objectId(id)));
        recipe.parentId().ifPresent(id -> document.append(PARENT_ID, objectId(id)));
        recipe.mask().ifPresent(mask -> document.append(MASK, new Document(PUBLIC_ID, mask.value())));
        draft.progress().sweepAt().ifPresent(at -> document.append(SWEEP_AT, Date.from(at)));
        return document;
    }

    private static Document write(ImageOptions options) {
        Document metadata = new Document("size", options.size().text()).append("seed", options.seed())
                .append("strength", options.strength()).append("keepIdentity", options.keepIdentity())
                .append("engine", options.engine().text()).append("priceVersion", options.priceVersion());
        options.aspectRatio().ifPresent(ratio -> metadata.append("aspectRatio", ratio.text()));
        options.factor().ifPresent(factor -> metadata.append("factor", factor));
        return metadata;
    }

    static Generation read(Document document) {
        return new Generation(id(document, ID), id(document, USER_ID),
                GenerationStatus.of(document.getString(STATUS)), document.getInteger(VERSION), readRecipe(document),
                document.getInteger("stars"), readProgress(document), readImage(document), readUse(document),
                readError(document),
                readSharing(document), part(document, REMOVAL).map(GenerationDocument::readRemoval),
                document.getDate(CREATED_AT).toInstant(), instant(document, STARTED_AT),
                instant(document, COMPLETED_AT));
    }

    /** Reads what an {@link Allowance} counts. */
    static Allowance.Start readStart(Document document) {
        boolean isClosedDraft = part(document, REMOVAL).map(GenerationDocument::readRemoval)
                .filter(it -> it.cause() == Removal.Cause.DRAFT).isPresent();
        return new Allowance.Start(document.getDate(CREATED_AT).toInstant(), !isClosedDraft,
                readError(document).filter(FailureCode.CONTENT_BLOCKED::equals).isPresent());
    }

    private static Optional<FailureCode> readError(Document document) {
        return part(document, "error").map(it -> FailureCode.valueOf(it.getString("code")));
    }

    private static Recipe readRecipe(Document document) {
        return new Recipe(GenerationType.parse(document.getString(TYPE)).orElseThrow(),
                text(document, PROMPT).map(Prompt::new), optionalId(document, TEMPLATE_ID),
                optionalId(document, PARENT_ID), id(document, ROOT_ID),
                document.getList(CHARACTER_IDS, ObjectId.class).stream().map(MongoIds::id).toList(),
                document.getList(SOURCES, Document.class).stream().map(it -> new SourceImage(publicId(it),
                        SourceRole.parse(it.getString(ROLE)).orElseThrow())).toList(),
                part(document, MASK).map(GenerationDocument::publicId), readOptions(document));
    }

    private static ImageOptions readOptions(Document document) {
        Document metadata = document.get(METADATA, Document.class);
        return new ImageOptions(text(metadata, "aspectRatio").flatMap(AspectRatio::parse),
                ImageSize.parse(metadata.getString("size")).orElseThrow(),
                Optional.ofNullable(metadata.getInteger("factor")), metadata.getInteger("seed"),
                metadata.getDouble("strength"), metadata.getBoolean("keepIdentity"),
                EngineTier.parse(metadata.getString("engine")).orElseThrow(), metadata.getInteger("priceVersion"));
    }

    private static Progress readProgress(Document document) {
        return new Progress(text(document, SLOT), document.getInteger(ATTEMPT),
                optionalId(document, LEASE_ID).map(id -> new Lease(id, instant(document, LEASE_UNTIL).orElseThrow())),
                Optional.ofNullable(document.getInteger(PERCENT)),
                text(document.get(METADATA, Document.class), "engineId"), instant(document, SUBMITTED_AT),
                text(document, PROVIDER_REF), instant(document, QUEUED_AT),
                instant(document, SWEEP_AT));
    }

    private static Optional<GeneratedImage> readImage(Document document) {
        return text(document, IMAGE_URL).map(url -> new GeneratedImage(publicId(document), url,
                document.getInteger(WIDTH), document.getInteger(HEIGHT),
                PictureFormat.ofExtension(document.getString(FORMAT)).orElseThrow(), document.getLong(BYTES)));
    }

    private static Optional<EngineUse> readUse(Document document) {
        Document metadata = document.get(METADATA, Document.class);
        Long cost = metadata.getLong("providerCost");
        return text(metadata, "model").map(model -> new EngineUse(model,
                cost == null ? OptionalLong.empty() : OptionalLong.of(cost)));
    }

    private static Sharing readSharing(Document document) {
        return new Sharing(Visibility.parse(document.getString(VISIBILITY)).orElseThrow(), text(document, SLUG),
                document.getBoolean(SHOW_PROMPT));
    }

    private static Removal readRemoval(Document removal) {
        return new Removal(Removal.Cause.of(removal.getString("cause")), removal.getBoolean("emptied", false));
    }

    private static PublicId publicId(Document document) {
        return new PublicId(document.getString(PUBLIC_ID));
    }

    private static Optional<String> text(Document document, String field) {
        return Optional.ofNullable(document.getString(field));
    }

    private static Optional<Id> optionalId(Document document, String field) {
        return Optional.ofNullable(document.getObjectId(field)).map(MongoIds::id);
    }

    private static Optional<Instant> instant(Document document, String field) {
        return Optional.ofNullable(document.getDate(field)).map(Date::toInstant);
    }

    private static Optional<Document> part(Document document, String field) {
        return Optional.ofNullable(document.get(field, Document.class));
    }
}
