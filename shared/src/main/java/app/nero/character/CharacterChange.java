package app.nero.character;

import app.nero.kernel.Id;
import app.nero.kernel.PersonName;
import app.nero.picture.UploadReceipt;
import java.util.List;
import java.util.Optional;

/**
 * A user's change to their character. It says what holds afterwards, so applying it again changes nothing more.
 *
 * @param addUploads direct uploads to add at the end; those that the character has already stay where they are
 * @param removeImages ids of images to remove, even if they are to be added; ids of other images have no effect
 * @param order the ids of all images that the character has then
 */
public record CharacterChange(Optional<PersonName> name, List<UploadReceipt> addUploads, List<Id> removeImages,
        Optional<List<Id>> order) {

    public CharacterChange {
        addUploads = List.copyOf(addUploads);
        removeImages = List.copyOf(removeImages);
        order = order.map(List::copyOf);
    }
}
