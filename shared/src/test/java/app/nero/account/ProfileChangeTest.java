package app.nero.account;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProfileChangeTest {

    @Test
    void isEmptyIfNoFieldIsChangedOrCleared() {
        assertTrue(new ProfileChange(Optional.empty(), Optional.empty()).isEmpty());
        assertFalse(new ProfileChange(Optional.of(Optional.empty()), Optional.empty()).isEmpty());
        assertFalse(new ProfileChange(Optional.empty(), Optional.of(Optional.empty())).isEmpty());
    }
}
