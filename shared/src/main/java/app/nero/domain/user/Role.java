package app.nero.domain.user;

/** What a person may do beyond their own account. */
public enum Role {
    USER, ADMIN
}
