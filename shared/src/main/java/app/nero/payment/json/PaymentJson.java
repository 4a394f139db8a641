package app.nero.payment.json;

import app.nero.account.Subscription;
import app.nero.http.TimeJson;
import app.nero.payment.Goods;
import app.nero.payment.Money;
import app.nero.payment.Payment;
import app.nero.payment.PaymentPage;
import app.nero.payment.PaymentProvider;
import app.nero.payment.PaymentStatus;
import app.nero.payment.Product;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Writes products and payments in the format of the API. */
public final class PaymentJson {

    private PaymentJson() {}

    public static void writeProducts(List<Product> products, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("products");
        for (Product product : products) {
            json.writeStartObject();
            json.writeStringField("id", product.id());
            writeGoods(product.goods(), json);
            json.writeArrayFieldStart("prices");
            for (PaymentProvider provider : PaymentProvider.values()) {
                Optional<Money> price = product.price(provider);
                if (price.isPresent()) {
                    json.writeStartObject();
                    json.writeStringField("provider", provider.text());
                    writeMoney(price.get(), json);
                    json.writeEndObject();
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Writes the member {@code payments}. */
    public static void writeAll(List<Payment> payments, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("payments");
        for (Payment payment : payments) {
            json.writeStartObject();
            writeMembers(payment, json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Writes the member {@code payment}. */
    public static void writeMember(Payment payment, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("payment");
        writeMembers(payment, json);
        json.writeEndObject();
    }

    /** Writes the members into an object that the caller opens and closes. */
    public static void writeMembers(Payment payment, JsonGenerator json) throws IOException {
        json.writeStringField("id", payment.id().value());
        json.writeStringField("productId", payment.productId());
        json.writeObjectFieldStart("product");
        writeGoods(payment.goods(), json);
        json.writeEndObject();
        writeMoney(payment.price(), json);
        json.writeStringField("provider", payment.provider().text());
        json.writeStringField("status", payment.status().text());
        json.writeBooleanField("renews", payment.renews());
        Optional<PaymentPage> page = payment.page().filter(_ -> PaymentStatus.OPEN.contains(payment.status()));
        json.writeStringField("redirectUrl", page.map(it -> it.url().toString()).orElse(null));
        json.writeStringField("expiresAt", time(page.map(PaymentPage::expiresAt)));
        Optional<Payment.Period> period = payment.period();
        if (period.isPresent()) {
            json.writeObjectFieldStart("period");
            json.writeStringField("from", TimeJson.of(period.get().from()));
            json.writeStringField("to", TimeJson.of(period.get().to()));
            json.writeEndObject();
        } else {
            json.writeNullField("period");
        }
        json.writeStringField("createdAt", TimeJson.of(payment.createdAt()));
        json.writeStringField("paidAt", time(payment.paidAt()));
    }

    private static String time(Optional<Instant> time) {
        return time.map(TimeJson::of).orElse(null);
    }

    private static void writeGoods(Goods goods, JsonGenerator json) throws IOException {
        switch (goods) {
            case Goods.Pack(int stars) -> {
                json.writeStringField("kind", "pack");
                json.writeNumberField("stars", stars);
            }
            case Goods.Plan(Subscription plan, int stars, int months) -> {
                json.writeStringField("kind", "plan");
                json.writeNumberField("stars", stars);
                json.writeStringField("plan", plan.text());
                json.writeNumberField("months", months);
            }
        }
    }

    private static void writeMoney(Money money, JsonGenerator json) throws IOException {
        json.writeNumberField("amount", money.amount());
        json.writeStringField("currency", money.currency());
    }
}
