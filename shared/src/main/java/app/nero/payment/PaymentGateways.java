package app.nero.payment;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The providers that are set up. */
public final class PaymentGateways {

    private final Map<PaymentProvider, PaymentGateway> gateways;

    public PaymentGateways(Collection<? extends PaymentGateway> gateways) {
        this.gateways = gateways.stream().collect(Collectors.toMap(PaymentGateway::provider, Function.identity()));
    }

    public Optional<PaymentGateway> find(PaymentProvider provider) {
        return Optional.ofNullable(gateways.get(provider));
    }

    /** Empty if the provider is not set up or does not renew plans. */
    Optional<SubscriptionGateway> findSubscriptions(PaymentProvider provider) {
        return find(provider).filter(SubscriptionGateway.class::isInstance).map(SubscriptionGateway.class::cast);
    }

    /**
     * The products that people in a country can buy, each with the prices of the providers that serve it and are set up.
     *
     * @param country ISO 3166-1 code of two upper-case letters; empty for all countries
     */
    public List<Product> sold(Products products, Optional<String> country) {
        return products.all().stream().flatMap(product -> sold(product, country).stream()).toList();
    }

    private Optional<Product> sold(Product product, Optional<String> country) {
        Map<PaymentProvider, Money> prices = product.prices().entrySet().stream()
                .filter(price -> gateways.containsKey(price.getKey()))
                .filter(price -> country.isEmpty() || price.getKey().serves(country.get()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return prices.isEmpty() ? Optional.empty() : Optional.of(new Product(product.id(), product.goods(), prices));
    }
}
