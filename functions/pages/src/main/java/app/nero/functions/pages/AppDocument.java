package app.nero.functions.pages;

import app.nero.kernel.Language;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The document of the web app, {@code index.html}, which all its pages share.
 *
 * @param html has a head with a title
 */
record AppDocument(String html) {

    /** Stands for the document while the site cannot be read. It loads no app, but has the same heads. */
    static final AppDocument MINIMAL = new AppDocument("""
        <!doctype html>
        <html>
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Nero</title>
        </head>
        <body>
        <h1>Nero</h1>
        </body>
        </html>
        """);

    private static final Pattern ROOT = Pattern.compile("<html\\b[^>]*>");
    private static final Pattern TITLE = Pattern.compile("<title>[^<]*</title>\\s*");
    private static final Pattern DESCRIPTION = Pattern.compile("<meta name=\"description\"[^>]*>\\s*");

    /** Empty if it is no such document. */
    static Optional<AppDocument> parse(String html) {
        boolean isDocument = ROOT.matcher(html).find() && TITLE.matcher(html).find() && html.contains("</head>");
        return isDocument ? Optional.of(new AppDocument(html)) : Optional.empty();
    }

    /** The document of a page: with its language, and its head in the place of the title and the description. */
    String with(PageHead head, String origin) {
        String direction = head.language() == Language.FA ? "rtl" : "ltr";
        String root = "<html lang=\"" + PageHead.code(head.language()) + "\" dir=\"" + direction + "\">";
        String page = ROOT.matcher(html).replaceFirst(root);
        page = DESCRIPTION.matcher(page).replaceFirst("");
        return TITLE.matcher(page).replaceFirst(Matcher.quoteReplacement(head.html(origin)));
    }
}
