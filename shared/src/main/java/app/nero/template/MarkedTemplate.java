package app.nero.template;

/** A template as one person sees it: marked as a favourite of theirs, or not. */
public record MarkedTemplate(Template template, boolean favorite) {}
