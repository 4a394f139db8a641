package app.nero.account;

/** A person and what they did. */
public record Profile(User user, Activity activity) {}
