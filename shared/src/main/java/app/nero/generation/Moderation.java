package app.nero.generation;

import app.nero.picture.Picture;

/** Decides whether the content of a generation is allowed. */
public interface Moderation {

    /** Allows everything. */
    Moderation NONE = new Moderation() {

        @Override
        public boolean allowsRequest(Recipe recipe) {
            return true;
        }

        @Override
        public boolean allowsResult(Picture picture) {
            return true;
        }
    };

    /**
     * Checks the prompt and the uploads of a request before its price is taken.
     *
     * @throws app.nero.kernel.UnavailableException if the service does not answer
     */
    boolean allowsRequest(Recipe recipe);

    /**
     * Checks a result before it is stored, and so before it has an address.
     *
     * @throws app.nero.kernel.UnavailableException if the service does not answer
     */
    boolean allowsResult(Picture picture);
}
