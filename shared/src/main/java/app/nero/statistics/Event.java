package app.nero.statistics;

/** What is counted as it happens, because nothing that stays tells of it later. */
public enum Event {
    SIGN_IN, CODE_SENT
}
