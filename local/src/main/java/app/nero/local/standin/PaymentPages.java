package app.nero.local.standin;

import app.nero.kernel.Language;
import app.nero.local.gateway.SameOrigin;
import app.nero.payment.Money;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The pages of the providers of payments: a list of all payments at {@link #PATH}, and below it a page for each, on which people pay.
 * They need no script.
 */
final class PaymentPages {

    static final String PATH = "/_local/payments";

    private static final String ACTION = "action";
    private static final String LANGUAGE = "lang";
    private static final String RIAL = "IRR";
    private static final int RIALS_PER_TOMAN = 10;
    private static final int MAX_BODY = 1_024;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final List<PaymentStandIn> standIns;
    private final String policy;

    /** @param webOrigin of the web app, to which forms redirect */
    PaymentPages(List<PaymentStandIn> standIns, String webOrigin) {
        this.standIns = List.copyOf(standIns);
        // Browsers check the redirects after a form, too.
        this.policy = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none';"
                + " form-action 'self' " + webOrigin;
    }

    Map<String, HttpHandler> handlers() {
        HttpHandler handler = SameOrigin.only(this::handle);
        return Map.of(PATH, handler, PATH + "/", handler);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring(PATH.length());
            Map<String, String> query = UploadForm.query(exchange);
            Language language = Language.parse(query.getOrDefault(LANGUAGE, ""))
                    .orElseGet(() -> Language.negotiate(Optional
                            .ofNullable(exchange.getRequestHeaders().getFirst("Accept-Language")).orElse("")));
            boolean isPost = exchange.getRequestMethod().equals("POST");
            if (path.isEmpty() && !isPost) {
                respond(exchange, 200, list(language));
                return;
            }
            String ref = path.substring(Math.min(1, path.length()));
            Optional<PaymentStandIn> standIn = standIns.stream().filter(it -> it.find(ref).isPresent()).findFirst();
            if (standIn.isEmpty()) {
                respond(exchange, 404, notFound(language));
            } else if (isPost) {
                Map<String, String> form = UploadForm.encodedBody(exchange, MAX_BODY);
                Optional<BuyerAction> action = BuyerAction.parse(form.getOrDefault(ACTION, ""));
                Optional<URI> next = action.isPresent() ? standIn.get().act(ref, action.get()) : Optional.empty();
                exchange.getResponseHeaders().set("Location",
                        next.map(URI::toString).orElseGet(() -> link(ref, language)));
                respond(exchange, 303, "");
            } else {
                respond(exchange, 200, one(standIn.get().find(ref).orElseThrow(), language));
            }
        }
    }

    private String list(Language language) {
        boolean isPersian = language == Language.FA;
        String rows = standIns.stream().flatMap(standIn -> standIn.list().stream())
                .sorted(Comparator.comparing(StandInPayment::createdAt).reversed())
                .map(payment -> """
                    <li><a class="wide" href="%s">%s</a><span>%s</span><span>%s</span><small>%s · %s</small></li>
                    """.formatted(link(payment.ref(), language), escape(payment.title()),
                        escape(amount(payment.price(), language)), payment.state().label(language),
                        escape(payment.provider().text()), time(payment)))
                .collect(Collectors.joining());
        return page(language, PATH, isPersian ? "پرداخت‌ها" : "Payments", rows.isEmpty()
                ? "<p>" + (isPersian ? "هنوز پرداختی نیست." : "There are no payments yet.") + "</p>"
                : "<ol class=\"rows\">" + rows + "</ol>");
    }

    private static String one(StandInPayment payment, Language language) {
        String buttons = payment.actions().stream().map(action -> "<button name=\"" + ACTION + "\" value=\""
                + action.text() + "\"" + (action == payment.actions().getFirst() ? "" : " class=\"quiet\"") + ">"
                + action.label(language) + "</button>").collect(Collectors.joining("\n"));
        String form = buttons.isEmpty()
                ? ""
                : "<form method=\"post\" action=\"" + link(payment.ref(), language) + "\">\n" + buttons + "\n</form>\n";
        String all = language == Language.FA ? "همهٔ پرداخت‌ها" : "All payments";
        return page(language, PATH + "/" + escape(payment.ref()), amount(payment.price(), language), """
            <p>%s</p>
            <p><strong role="status">%s</strong> · %s · %s</p>
            %s<p><a href="%s?%s=%s">%s</a></p>
            """.formatted(escape(payment.title()), payment.state().label(language),
                escape(payment.provider().text()), time(payment), form, PATH, LANGUAGE, code(language), all));
    }

    private static String notFound(Language language) {
        return page(language, PATH, language == Language.FA ? "این پرداخت پیدا نشد" : "There is no such payment", "");
    }

    /** @param path of the page, escaped */
    private static String page(Language language, String path, String title, String content) {
        boolean isPersian = language == Language.FA;
        String notice = isPersian
                ? "این صفحه فقط روی همین دستگاه است و پولی جابه‌جا نمی‌شود."
                : "This page exists on this machine only. No money moves.";
        return """
            <!doctype html>
            <html lang="%s" dir="%s">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>%s</title>
            <link rel="icon" href="/favicon.svg">
            <link rel="stylesheet" href="/_local/page/page.css">
            <body>
            <header>
            <h1>%s</h1>
            <p>%s <a href="%s?%s=%s" lang="%s">%s</a></p>
            </header>
            <main>
            %s</main>
            </body>
            </html>
            """.formatted(code(language), isPersian ? "rtl" : "ltr", escape(title), escape(title), notice, path,
                LANGUAGE, isPersian ? "en" : "fa", isPersian ? "en" : "fa", isPersian ? "English" : "فارسی", content);
    }

    private static String link(String ref, Language language) {
        return PATH + "/" + escape(ref) + "?" + LANGUAGE + "=" + code(language);
    }

    private static String code(Language language) {
        return language.name().toLowerCase(Locale.ROOT);
    }

    private static String time(StandInPayment payment) {
        return "<time datetime=\"" + payment.createdAt() + "\">" + TIME.format(payment.createdAt()) + "</time>";
    }

    /** The amount as people read it: rials as toman, which are ten rials each. */
    static String amount(Money money, Language language) {
        Locale locale = Locale.forLanguageTag(code(language));
        if (money.currency().equals(RIAL)) {
            return NumberFormat.getIntegerInstance(locale).format(money.amount() / RIALS_PER_TOMAN)
                    + (language == Language.FA ? " تومان" : " toman");
        }
        Currency currency = Currency.getInstance(money.currency());
        NumberFormat format = NumberFormat.getCurrencyInstance(locale);
        format.setCurrency(currency);
        format.setMinimumFractionDigits(currency.getDefaultFractionDigits());
        format.setMaximumFractionDigits(currency.getDefaultFractionDigits());
        return format.format(BigDecimal.valueOf(money.amount(), currency.getDefaultFractionDigits()));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    /** The referrer policy keeps the header {@code Origin} of forms. */
    private void respond(HttpExchange exchange, int status, String html) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "text/html; charset=utf-8");
        headers.set("Cache-Control", "no-store");
        headers.set("Content-Security-Policy", policy);
        headers.set("Referrer-Policy", "same-origin");
        headers.set("X-Content-Type-Options", "nosniff");
        byte[] body = html.getBytes(StandardCharsets.UTF_8);
        boolean isEmpty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, isEmpty ? -1 : body.length);
        if (!isEmpty) {
            exchange.getResponseBody().write(body);
        }
    }
}
