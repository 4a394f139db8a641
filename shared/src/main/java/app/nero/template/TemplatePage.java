package app.nero.template;

import java.util.List;
import java.util.Optional;

/** @param nextCursor the cursor of the next page; empty if this page is the last */
public record TemplatePage(List<MarkedTemplate> templates, Optional<String> nextCursor) {}
