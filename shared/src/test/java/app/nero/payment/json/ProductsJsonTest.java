package app.nero.payment.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.account.Subscription;
import app.nero.payment.Goods;
import app.nero.payment.Money;
import app.nero.payment.PaymentProvider;
import app.nero.payment.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProductsJsonTest {

    private static final String PRICES = "\"prices\":{\"stripe\":{\"amount\":299,\"currency\":\"USD\"}}";

    @Test
    void readsPacksAndPlansInOrder() {
        List<Product> products = ProductsJson.parse("[{\"id\":\"stars-20\",\"kind\":\"pack\",\"stars\":20,"
                + "\"prices\":{\"zarinpal\":{\"amount\":1500000,\"currency\":\"IRR\"}}},{\"id\":\"pro-year\",\"kind\":\"plan\","
                + "\"plan\":\"pro\",\"stars\":40,\"months\":12," + PRICES + "}]").all();

        assertEquals(List.of(
                new Product("stars-20", new Goods.Pack(20),
                        Map.of(PaymentProvider.ZARINPAL, new Money(1_500_000, "IRR"))),
                new Product("pro-year", new Goods.Plan(Subscription.PRO, 40, 12),
                        Map.of(PaymentProvider.STRIPE, new Money(299, "USD")))),
                products);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[", "[1]", "[{}]", "[{\"id\":\"a\",\"kind\":\"gift\",\"stars\":1,PRICES}]",
            "[{\"id\":\"a\",\"kind\":\"pack\",\"stars\":0,PRICES}]", "[{\"id\":\"a\",\"kind\":\"pack\",\"stars\":1}]",
            "[{\"id\":\"a\",\"kind\":\"pack\",\"stars\":1,\"prices\":{}}]",
            "[{\"id\":\"a\",\"kind\":\"pack\",\"stars\":1,\"months\":1,PRICES}]",
            "[{\"id\":\"a\",\"kind\":\"pack\",\"stars\":1,\"plan\":\"pro\",PRICES}]",
            "[{\"id\":\"a\",\"kind\":\"plan\",\"stars\":1,\"plan\":\"pro\",PRICES}]",
            "[{\"id\":\"a\",\"kind\":\"plan\",\"stars\":1,\"months\":1,PRICES}]",
            "[{\"id\":\"a\",\"kind\":\"plan\",\"stars\":1,\"plan\":\"free\",\"months\":1,PRICES}]",
            "[{\"id\":\"a\",\"kind\":\"pack\",\"stars\":1,\"sale\":true,PRICES}]",
            "[{\"id\":\"a\",\"kind\":\"pack\",\"stars\":1,\"prices\":{\"stripe\":{\"amount\":1.5,\"currency\":\"USD\"}}}]",
            "[{\"id\":\"a\",\"kind\":\"pack\",\"stars\":1,\"prices\":{\"stripe\":{\"amount\":299,\"currency\":\"IRR\"}}}]",
            "[{\"id\":\"a\",\"kind\":\"pack\",\"stars\":1,PRICES},{\"id\":\"a\",\"kind\":\"pack\",\"stars\":2,PRICES}]"})
    void refusesWhatCannotBeSold(String text) {
        assertThrows(IllegalArgumentException.class, () -> ProductsJson.parse(text.replace("PRICES", PRICES)));
    }

    @Test
    void saysWhatIsWrong() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> ProductsJson.parse("[{\"id\":\"a\",\"kind\":\"pack\",\"stars\":0," + PRICES + "}]"));

        assertTrue(e.getMessage().contains("products[0].stars must be a whole number"), e.getMessage());
    }

    @Test
    void readsTheExample() throws IOException {
        List<String> ids = ProductsJson.parse(Files.readString(Path.of("../deploy/products.example.json"))).all()
                .stream()
                .map(Product::id).toList();

        assertEquals(List.of("stars-20", "stars-60", "stars-200", "pro-month", "pro-year", "premium-month"), ids);
    }
}
