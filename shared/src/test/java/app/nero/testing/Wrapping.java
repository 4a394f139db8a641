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

    /** Puts it around this port alone. */
    default Wrapping only(Class<?> wrapped) {
        return new Wrapping() {

            @Override
            public <T> T in(Class<T> port, T real) {
                return port == wrapped ? Wrapping.this.in(port, real) : real;
            }
        };
    }
}
