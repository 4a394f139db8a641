package app.nero.payment.json;

import app.nero.account.Subscription;
import app.nero.http.Field;
import app.nero.http.Fields;
import app.nero.http.Problem;
import app.nero.http.Values;
import app.nero.payment.Goods;
import app.nero.payment.Money;
import app.nero.payment.PaymentProvider;
import app.nero.payment.Product;
import app.nero.payment.Products;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the products that an operator configures: a JSON array such as {@code deploy/products.example.json}. */
public final class ProductsJson {

    private static final int MAX_PRODUCTS = 50;
    private static final String PACK = "pack";
    private static final String PLAN = "plan";

    private static final Field<String> ID = Field.text("id", Optional::of, "");
    private static final Field<String> KIND = Field.text("kind",
            text -> Optional.of(text).filter(Set.of(PACK, PLAN)::contains), "must be pack or plan");
    private static final Field<Long> STARS = Field.whole("stars", 1, Goods.MAX_STARS);
    private static final Field<Optional<Subscription>> SUBSCRIPTION = Field
            .text("plan", text -> Subscription.parse(text).filter(it -> it != Subscription.FREE),
                    "must be pro or premium")
            .optional();
    private static final Field<Optional<Long>> MONTHS = Field.whole("months", 1, 12).optional();
    private static final Field<Long> AMOUNT = Field.whole("amount", 1, Money.MAX);
    private static final Field<String> CURRENCY = Field.text("currency", Optional::of, "");
    private static final Field<Money> PRICE = Field.group(
            values -> new Money(values.get(AMOUNT), values.get(CURRENCY)), AMOUNT, CURRENCY);
    private static final Field<Optional<Money>> STRIPE = Field.object(PaymentProvider.STRIPE.text(), PRICE).optional();
    private static final Field<Optional<Money>> ZARINPAL = Field.object(PaymentProvider.ZARINPAL.text(), PRICE)
            .optional();
    private static final Field<Map<PaymentProvider, Money>> PRICES = Field.object("prices",
            Field.group(ProductsJson::prices, STRIPE, ZARINPAL));
    private static final Field<List<Product>> PRODUCTS = Field.objects("products", 0, MAX_PRODUCTS,
            Field.group(ProductsJson::product, ID, KIND, STARS, SUBSCRIPTION, MONTHS, PRICES));

    private ProductsJson() {}

    /** @throws IllegalArgumentException if the text is malformed or a product cannot be sold */
    public static Products parse(String text) {
        try {
            return new Products(Fields.parse("{\"products\":" + text + "}").read(PRODUCTS).get(PRODUCTS));
        } catch (Problem problem) {
            throw new IllegalArgumentException(problem.errors().stream()
                    .map(error -> error.field() + " " + error.message()).collect(Collectors.joining("; ")));
        }
    }

    private static Product product(Values values) {
        return new Product(values.get(ID), goods(values), values.get(PRICES));
    }

    private static Goods goods(Values values) {
        int stars = values.get(STARS).intValue();
        Optional<Subscription> plan = values.get(SUBSCRIPTION);
        Optional<Long> months = values.get(MONTHS);
        boolean isPlan = values.get(KIND).equals(PLAN);
        if (plan.isPresent() != isPlan || months.isPresent() != isPlan) {
            throw new IllegalArgumentException(
                    values.get(ID) + ": a plan needs plan and months, and a pack has neither");
        }
        return isPlan ? new Goods.Plan(plan.get(), stars, months.get().intValue()) : new Goods.Pack(stars);
    }

    private static Map<PaymentProvider, Money> prices(Values values) {
        Map<PaymentProvider, Money> prices = new EnumMap<>(PaymentProvider.class);
        values.get(STRIPE).ifPresent(price -> prices.put(PaymentProvider.STRIPE, price));
        values.get(ZARINPAL).ifPresent(price -> prices.put(PaymentProvider.ZARINPAL, price));
        return prices;
    }
}
