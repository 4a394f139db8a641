package app.nero.statistics;

/** An event that is counted when it happens, because no stored data shows it later. */
public enum Event {
    SIGN_IN, CODE_SENT
}
