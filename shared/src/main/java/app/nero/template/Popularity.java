package app.nero.template;

/** How popular a template is: its likes, and its uses, each of which counts as much as two likes, because it costs stars. */
public final class Popularity {

    static final int LIKES_PER_USE = 2;

    private Popularity() {}

    public static int of(int likes, int uses) {
        return likes + LIKES_PER_USE * uses;
    }
}
