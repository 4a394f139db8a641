package app.nero.testing;

/** Puts something around the ports of a test, such as one that fails. */
public interface Wrapping {

    Wrapping NONE = new Wrapping() {

        @Override
        public <T> T in(Class<T> port, T real) {
            return real;
        }
    };

    <T> T in(Class<T> port, T real);
}
