package app.nero.payment.mongo;

import static app.nero.mongo.MongoIds.id;
import static app.nero.mongo.MongoIds.objectId;

import app.nero.account.Subscription;
import app.nero.payment.Goods;
import app.nero.payment.Money;
import app.nero.payment.Payment;
import app.nero.payment.PaymentPage;
import app.nero.payment.PaymentProvider;
import app.nero.payment.PaymentStatus;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;

/** A payment as a document of the collection {@code payments}. */
final class PaymentDocument {

    static final String ID = "_id";
    static final String USER_ID = "userId";
    static final String PROVIDER = "provider";
    static final String PROVIDER_REF = "providerRef";
    static final String SUBSCRIPTION = "subscription";
    static final String RENEWS = "renews";
    static final String STATUS = "status";
    static final String PAGE = "page";
    static final String PERIOD = "period";
    static final String PAID_AT = "paidAt";
    static final String SWEEP_AT = "sweepAt";
    private static final String PRODUCT_ID = "productId";
    private static final String PRODUCT = "product";
    private static final String AMOUNT = "amount";
    private static final String CURRENCY = "currency";
    private static final String CREATED_AT = "createdAt";

    private PaymentDocument() {}

    /** Leaves out empty fields, because the indexes contain only documents that have theirs. */
    static Document write(Payment payment) {
        Document document = new Document(ID, objectId(payment.id()))
                .append(PRODUCT_ID, payment.productId())
                .append(PRODUCT, write(payment.goods()))
                .append(AMOUNT, payment.price().amount())
                .append(CURRENCY, payment.price().currency())
                .append(PROVIDER, payment.provider().text())
                .append(STATUS, payment.status().text())
                .append(CREATED_AT, Date.from(payment.createdAt()));
        payment.userId().ifPresent(userId -> document.append(USER_ID, objectId(userId)));
        payment.providerRef().ifPresent(ref -> document.append(PROVIDER_REF, ref));
        payment.subscription().ifPresent(subscription -> document.append(SUBSCRIPTION, subscription));
        if (payment.renews()) {
            document.append(RENEWS, true);
        }
        payment.page().ifPresent(page -> document.append(PAGE, write(page)));
        payment.period().ifPresent(period -> document.append(PERIOD, write(period)));
        payment.paidAt().ifPresent(paidAt -> document.append(PAID_AT, Date.from(paidAt)));
        payment.sweepAt().ifPresent(sweepAt -> document.append(SWEEP_AT, Date.from(sweepAt)));
        return document;
    }

    static Document write(PaymentPage page) {
        return new Document("url", page.url().toString()).append("expiresAt", Date.from(page.expiresAt()));
    }

    static Document write(Payment.Period period) {
        return new Document("from", Date.from(period.from())).append("to", Date.from(period.to()));
    }

    static Payment read(Document document) {
        Optional<String> ref = Optional.ofNullable(document.getString(PROVIDER_REF));
        return new Payment(id(document, ID), Optional.ofNullable(document.get(USER_ID)).map(_ -> id(document, USER_ID)),
                document.getString(PRODUCT_ID), readGoods(document.get(PRODUCT, Document.class)),
                new Money(document.get(AMOUNT, Number.class).longValue(), document.getString(CURRENCY)),
                PaymentProvider.of(document.getString(PROVIDER)), ref,
                Optional.ofNullable(document.getString(SUBSCRIPTION)), document.getBoolean(RENEWS, false),
                PaymentStatus.of(document.getString(STATUS)),
                Optional.ofNullable(document.get(PAGE, Document.class)).map(
                        page -> new PaymentPage(ref.orElseThrow(), URI.create(page.getString("url")),
                                page.getDate("expiresAt").toInstant())),
                Optional.ofNullable(document.get(PERIOD, Document.class)).map(period -> new Payment.Period(
                        period.getDate("from").toInstant(), period.getDate("to").toInstant())),
                document.getDate(CREATED_AT).toInstant(), time(document, PAID_AT), time(document, SWEEP_AT));
    }

    private static Document write(Goods goods) {
        return switch (goods) {
            case Goods.Pack(int stars) -> new Document("kind", "pack").append("stars", stars);
            case Goods.Plan(Subscription plan, int stars, int months) -> new Document("kind", "plan")
                    .append("stars", stars).append("plan", plan.text()).append("months", months);
        };
    }

    private static Goods readGoods(Document document) {
        int stars = document.getInteger("stars");
        return document.getString("kind").equals("pack")
                ? new Goods.Pack(stars)
                : new Goods.Plan(Subscription.of(document.getString("plan")), stars, document.getInteger("months"));
    }

    private static Optional<Instant> time(Document document, String field) {
        return Optional.ofNullable(document.getDate(field)).map(Date::toInstant);
    }
}
