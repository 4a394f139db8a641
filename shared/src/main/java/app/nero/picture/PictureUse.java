package app.nero.picture;

import app.nero.kernel.Id;

/** Looks up what a stored picture is used for, so that the sweep of uploads knows what to destroy. */
@FunctionalInterface
public interface PictureUse {

    /** What a picture is used for. */
    enum Use {
        /** It is shown, and what shows it destroys it. Its upload is no longer needed. */
        SHOWN,
        /** It may be released again, so its upload stays. */
        SOURCE,
        /** It is not used. */
        NONE
    }

    /** @param usedBy what claimed the picture */
    Use find(Id usedBy, PublicId publicId);
}
