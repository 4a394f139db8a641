package app.nero.generation;

import java.util.Set;

/** Which engines admins have switched off. All others are on. */
public interface EngineSwitches {

    /**
     * The ids of the engines that are off.
     *
     * @throws app.nero.kernel.UnavailableException if the database does not answer; no engine may be used then
     */
    Set<String> off();

    /** Switches an engine on or off. */
    void set(String engineId, boolean enabled);
}
