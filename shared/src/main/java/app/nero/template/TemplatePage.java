package app.nero.template;

import java.util.List;
import java.util.Optional;

/** @param nextCursor where the next page begins; empty at the end */
public record TemplatePage(List<MarkedTemplate> templates, Optional<String> nextCursor) {}
