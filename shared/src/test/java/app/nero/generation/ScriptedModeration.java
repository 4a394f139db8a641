package app.nero.generation;

import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import app.nero.picture.Picture;
import java.util.function.Predicate;

/**
 * Blocks prompts that contain {@link #BLOCKED}, does not answer for prompts that contain {@link #DOWN}, and blocks the results that a
 * test names; by default no result.
 */
public final class ScriptedModeration implements Moderation {

    public static final String BLOCKED = "forbidden";

    public static final String DOWN = "unanswered";

    private volatile Predicate<Picture> blockedResults = _ -> false;

    @Override
    public boolean allowsRequest(Recipe recipe) {
        if (recipe.prompt().filter(prompt -> prompt.value().contains(DOWN)).isPresent()) {
            throw new UnavailableException(Service.MODERATION, new IllegalStateException());
        }
        return recipe.prompt().filter(prompt -> prompt.value().contains(BLOCKED)).isEmpty();
    }

    @Override
    public boolean allowsResult(Picture picture) {
        return !blockedResults.test(picture);
    }

    public void blockResults(Predicate<Picture> results) {
        blockedResults = results;
    }
}
