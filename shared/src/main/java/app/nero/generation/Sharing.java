package app.nero.generation;

import java.util.Optional;

/**
 * Who sees a result besides its owner.
 *
 * @param slug the name in the shared link; empty if private
 * @param showPrompt whether the shared page shows the prompt
 */
public record Sharing(Visibility visibility, Optional<String> slug, boolean showPrompt) {

    public static final Sharing PRIVATE = new Sharing(Visibility.PRIVATE, Optional.empty(), false);
}
