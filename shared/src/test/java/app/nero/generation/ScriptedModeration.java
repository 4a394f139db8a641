package app.nero.generation;

import app.nero.picture.Picture;
import java.util.function.Predicate;

/** Blocks prompts that contain {@link #BLOCKED}, and the results that a test names; by default no result. */
public final class ScriptedModeration implements Moderation {

    public static final String BLOCKED = "forbidden";

    private volatile Predicate<Picture> blockedResults = _ -> false;

    @Override
    public boolean allowsRequest(Recipe recipe) {
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
