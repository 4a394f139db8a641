package app.nero.account;

/** What a person has made and marked, counted. */
public record Activity(int totalEdits, int editsThisMonth, int favoriteCount, int characterCount) {}
