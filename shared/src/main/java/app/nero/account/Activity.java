package app.nero.account;

/** Counts of a user's generated images, favorites and characters. */
public record Activity(int totalEdits, int editsThisMonth, int favoriteCount, int characterCount) {}
