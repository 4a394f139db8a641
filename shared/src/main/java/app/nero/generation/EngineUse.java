package app.nero.generation;

import java.util.OptionalLong;

/**
 * What made a result.
 *
 * @param model the name of the model or filter
 * @param costMicros what the provider charges, in millionths of a US dollar; empty if unknown
 */
public record EngineUse(String model, OptionalLong costMicros) {

    /** Something that costs nothing per use. */
    public static EngineUse free(String model) {
        return new EngineUse(model, OptionalLong.of(0));
    }
}
