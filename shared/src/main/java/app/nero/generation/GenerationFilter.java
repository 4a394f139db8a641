package app.nero.generation;

import app.nero.kernel.Id;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which of a user's generations a list contains. Empty filters match everything. */
public record GenerationFilter(Optional<State> state, Optional<GenerationType> type, Optional<Id> templateId,
        Optional<Id> rootId) {

    public static final GenerationFilter ALL = new GenerationFilter(Optional.empty(), Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** A group of states by which a list can be filtered. */
    public enum State {
        ACTIVE(GenerationStatus.ACTIVE), SUCCEEDED(Set.of(GenerationStatus.SUCCEEDED)), FAILED(
                Set.of(GenerationStatus.FAILED));

        private final Set<GenerationStatus> statuses;

        State(Set<GenerationStatus> statuses) {
            this.statuses = statuses;
        }

        public Set<GenerationStatus> statuses() {
            return statuses;
        }
    }

    /** Whether a generation that its owner sees passes. */
    public boolean matches(Generation generation) {
        Recipe recipe = generation.recipe();
        return state.filter(it -> !it.statuses().contains(generation.status())).isEmpty()
                && type.filter(it -> it != recipe.type()).isEmpty()
                && templateId.filter(it -> !recipe.templateId().equals(Optional.of(it))).isEmpty()
                && rootId.filter(it -> !it.equals(recipe.rootId())).isEmpty();
    }

    /** A text that differs for lists that differ. */
    String signature() {
        return Stream.of(state, type, templateId, rootId).map(it -> it.map(Object::toString).orElse(""))
                .collect(Collectors.joining("\n"));
    }
}
