package app.nero.template;

import app.nero.audit.Audit;
import app.nero.audit.AuditEntry;
import app.nero.kernel.Id;
import app.nero.kernel.Sha256;
import app.nero.picture.ImageStore;
import app.nero.picture.Picture;
import app.nero.picture.PublicId;
import app.nero.picture.StoredPicture;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Adds or updates a template by its external key. Importing the same template again changes nothing. */
public final class ImportTemplate {

    public enum Result {
        ADDED, CHANGED, UNCHANGED, NO_SUCH_CATEGORY
    }

    private final Templates templates;
    private final Categories categories;
    private final EditTemplate editTemplate;
    private final ImageStore store;
    private final Audit audit;
    private final Clock clock;
    private final SecureRandom random;

    public ImportTemplate(Templates templates, Categories categories, ImageStore store, Audit audit, Clock clock,
            SecureRandom random) {
        this.templates = templates;
        this.categories = categories;
        this.editTemplate = new EditTemplate(templates, categories, audit, clock);
        this.store = store;
        this.audit = audit;
        this.clock = clock;
        this.random = random;
    }

    public Result put(ExternalKey key, TemplateContent content, Supplier<Picture> picture) {
        return put(key, content, picture, clock.instant(), UnaryOperator.identity());
    }

    /**
     * @param picture is called only if the template is new; an existing template keeps its picture
     * @param createdAt of a new template
     * @param adjust changes a new template before it is added, for example its counts
     */
    public Result put(ExternalKey key, TemplateContent content, Supplier<Picture> picture, Instant createdAt,
            UnaryOperator<Template> adjust) {
        Optional<Template> known = templates.findByExternalKey(key);
        if (known.isPresent()) {
            return change(known.get(), content);
        }
        if (!categories.exists(content.category())) {
            return Result.NO_SUCH_CATEGORY;
        }
        Id id = Id.random(random, createdAt);
        StoredPicture stored = store.put(PublicId.ofTemplate(imageId(key)), picture.get());
        audit.note(AuditEntry.COMMAND_LINE, "template.import", id, Map.of(), content.auditFields());
        Template template = Template.first(id, stored.url(), stored.publicId(), content, createdAt);
        return templates.add(key, adjust.apply(template)) ? Result.ADDED : Result.UNCHANGED;
    }

    private Result change(Template known, TemplateContent content) {
        if (known.content().equals(content)) {
            return Result.UNCHANGED;
        }
        return switch (editTemplate.edit(AuditEntry.COMMAND_LINE, known.id(), _ -> content)) {
            case EditTemplate.Result.Edited _ -> Result.CHANGED;
            case EditTemplate.Result.NoSuchCategory _ -> Result.NO_SUCH_CATEGORY;
            case EditTemplate.Result.NotFound _,EditTemplate.Result.Conflict _ -> Result.UNCHANGED;
        };
    }

    /** Depends on the key only, so that repeating a failed import replaces the picture. */
    private static Id imageId(ExternalKey key) {
        byte[] hash = Sha256.of(key.value().getBytes(StandardCharsets.US_ASCII));
        return new Id(HexFormat.of().formatHex(hash, 0, 12));
    }
}
