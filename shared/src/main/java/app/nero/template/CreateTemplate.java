package app.nero.template;

import app.nero.audit.Audit;
import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import app.nero.picture.ImageStore;
import app.nero.picture.PublicId;
import app.nero.picture.StoredPicture;
import app.nero.picture.UploadFault;
import app.nero.picture.UploadReceipt;
import app.nero.picture.Uploads;
import app.nero.upkeep.SweepPictures;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Creates a template from a picture that an admin uploaded. {@link SweepPictures} removes the picture after a failure. */
public final class CreateTemplate {

    public sealed interface Result {

        record Created(Template template) implements Result {}

        record NoSuchCategory() implements Result {}

        /** The upload is another admin's, expired or already used, or its receipt is not genuine. */
        record NotUsable() implements Result {}

        /** The upload stays usable. */
        record BadUpload(UploadFault fault) implements Result {}
    }

    private final Templates templates;
    private final Categories categories;
    private final Uploads uploads;
    private final ImageStore store;
    private final int maxMegapixels;
    private final Audit audit;
    private final Clock clock;

    /** @param maxMegapixels of the uploaded picture */
    public CreateTemplate(Templates templates, Categories categories, Uploads uploads, ImageStore store,
            int maxMegapixels, Audit audit, Clock clock) {
        this.templates = templates;
        this.categories = categories;
        this.uploads = uploads;
        this.store = store;
        this.maxMegapixels = maxMegapixels;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param id of the new template */
    public Result create(Id adminId, Id id, TemplateContent content, UploadReceipt receipt) {
        PublicId name = receipt.publicId();
        if (!categories.exists(content.category())) {
            return new Result.NoSuchCategory();
        }
        if (!store.isGenuine(receipt) || !name.equals(PublicId.ofTemplate(name.imageId()))
                || !uploads.claim(adminId, List.of(name), id, clock.instant())) {
            return new Result.NotUsable();
        }
        Optional<StoredPicture> stored = findOrRelease(name, id);
        Optional<UploadFault> fault = UploadFault.of(stored, maxMegapixels);
        if (fault.isPresent()) {
            uploads.release(List.of(name), id);
            return new Result.BadUpload(fault.get());
        }
        audit.note(adminId.value(), "template.create", id, Map.of(), content.auditFields());
        Instant now = clock.instant();
        Template template = Template.first(id, stored.orElseThrow().url(), name, content, now);
        templates.add(template);
        forget(name);
        return new Result.Created(template);
    }

    private Optional<StoredPicture> findOrRelease(PublicId name, Id id) {
        try {
            return store.find(name);
        } catch (UnavailableException failure) {
            uploads.release(List.of(name), id);
            throw failure;
        }
    }

    private void forget(PublicId name) {
        try {
            uploads.forget(name);
        } catch (UnavailableException _) {
            // The sweep forgets it later. It keeps the picture, because the template exists.
        }
    }
}
