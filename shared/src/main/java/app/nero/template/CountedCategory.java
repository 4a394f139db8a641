package app.nero.template;

/** A category and the number of its templates. */
public record CountedCategory(Category category, int count) {}
