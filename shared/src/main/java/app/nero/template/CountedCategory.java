package app.nero.template;

/** A category and how many templates are in it. */
public record CountedCategory(Category category, int count) {}
