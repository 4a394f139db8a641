package app.nero.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.kernel.Id;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicIdTest {

    private static final Id USER = new Id("0123456789abcdef01234567");
    private static final Id IMAGE = new Id("89abcdef0123456789abcdef");

    @Test
    void consistsOfAFolderAndAnId() {
        for (PublicId id : List.of(PublicId.ofCharacter(USER, IMAGE), PublicId.ofTemplate(IMAGE),
                PublicId.ofUpload(USER, IMAGE), PublicId.ofGenerated(USER, IMAGE))) {
            assertTrue(PublicId.isPublicId(id.toString()));
            assertEquals(IMAGE, id.imageId());
        }
        assertEquals("nero/templates/89abcdef0123456789abcdef", PublicId.ofTemplate(IMAGE).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nero/templates/", "nero/templates/89abcdef0123456789abcdef.jpg",
            "nero/uploads/89abcdef0123456789abcdef", "nero/others/0123456789abcdef01234567/89abcdef0123456789abcdef"})
    void refusesOtherNames(String text) {
        assertFalse(PublicId.isPublicId(text));
    }
}
