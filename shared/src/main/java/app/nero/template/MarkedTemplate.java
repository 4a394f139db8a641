package app.nero.template;

/** A template, and whether it is a favorite of the current user. */
public record MarkedTemplate(Template template, boolean favorite) {}
