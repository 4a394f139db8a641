package app.nero.generation;

import java.util.Locale;

/** Why a generation is in the state {@link GenerationStatus#DELETING}, and how far its removal has come. */
public record Removal(Cause cause, boolean emptied) {

    /** Why a generation is removed. */
    public enum Cause {
        /** It was never accepted. Its debit is kept out or refunded. */
        DRAFT,
        /** Its owner deleted it. What it cost stays paid. */
        OWNER,
        /** Its owner's account is erased. Nothing may write to the ledger. */
        ERASURE;

        /** The cause in lower case, as it is stored. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws IllegalArgumentException if the text is no cause */
        public static Cause of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }
}
