package app.nero.account;

/** A user and their activity. */
public record Profile(User user, Activity activity) {}
