package app.nero.domain.user;

/** A person and what they did. */
public record Profile(User user, Activity activity) {}
