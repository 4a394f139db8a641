package app.nero.generation;

import java.util.List;
import java.util.Optional;

/** @param nextCursor starts the next page; empty on the last page */
public record GenerationPage(List<Generation> generations, Optional<String> nextCursor) {

    public GenerationPage {
        generations = List.copyOf(generations);
    }
}
