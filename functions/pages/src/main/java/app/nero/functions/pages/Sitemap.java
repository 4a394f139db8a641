package app.nero.functions.pages;

import app.nero.template.Template;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a sitemap (sitemaps.org, protocol 0.9). */
final class Sitemap {

    /** Pages that every visitor can read, and that do not depend on the data. */
    private static final List<String> PAGES = List.of("/", "/about", "/privacy", "/terms", "/contact");

    private Sitemap() {}

    static String of(List<Template> templates, String origin) {
        return Stream
                .concat(PAGES.stream().map(path -> url(origin + path, Optional.empty())),
                        templates.stream().map(template -> url(origin + "/templates/" + template.id(),
                                Optional.of(template.updatedAt()))))
                .collect(Collectors.joining("", """
                    <?xml version="1.0" encoding="UTF-8"?>
                    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
                    """, "</urlset>\n"));
    }

    private static String url(String address, Optional<Instant> changedAt) {
        return "<url><loc>" + Markup.escape(address) + "</loc>"
                + changedAt.map(at -> "<lastmod>" + at.truncatedTo(ChronoUnit.SECONDS) + "</lastmod>").orElse("")
                + "</url>\n";
    }
}
