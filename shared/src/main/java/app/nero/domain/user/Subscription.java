package app.nero.domain.user;

/** The plan that a person is on. */
public enum Subscription {
    FREE, PRO, PREMIUM
}
