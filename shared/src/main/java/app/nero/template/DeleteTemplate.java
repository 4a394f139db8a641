package app.nero.template;

import app.nero.audit.Audit;
import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import app.nero.picture.ImageStore;
import app.nero.picture.PublicId;
import app.nero.picture.Upload;
import app.nero.picture.Uploads;
import app.nero.upkeep.RecountTemplates;
import app.nero.upkeep.SweepPictures;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Deletes a template, then its favorites and its picture. Records the picture first, so that {@link SweepPictures} can
 * finish the work. {@link RecountTemplates} removes favorites left by a crash or a concurrent like.
 */
public final class DeleteTemplate {

    private final Templates templates;
    private final FavoriteMarks favorites;
    private final Uploads uploads;
    private final ImageStore store;
    private final Audit audit;
    private final Clock clock;

    public DeleteTemplate(Templates templates, FavoriteMarks favorites, Uploads uploads, ImageStore store, Audit audit,
            Clock clock) {
        this.templates = templates;
        this.favorites = favorites;
        this.uploads = uploads;
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    /** @return whether the template existed */
    public boolean delete(Id adminId, Id id) {
        Optional<Template> found = templates.find(id);
        if (found.isEmpty()) {
            return false;
        }
        PublicId picture = found.get().publicId();
        audit.note(adminId.value(), "template.delete", id, found.get().content().auditFields(), Map.of());
        Instant now = clock.instant();
        uploads.add(List.of(Upload.beforeDeletion(id, picture, adminId, now, now.plus(ImageStore.SETTLE_TIME))));
        templates.remove(id);
        favorites.removeAll(id);
        removePicture(picture);
        return true;
    }

    private void removePicture(PublicId picture) {
        try {
            store.remove(picture);
            uploads.forget(picture);
        } catch (UnavailableException _) {
            // The sweep tries again later.
        }
    }
}
