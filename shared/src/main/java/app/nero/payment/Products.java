package app.nero.payment;

import java.util.List;
import java.util.Optional;

/** The products that Nero sells, in the order in which they are shown. */
public record Products(List<Product> all) {

    /** @throws IllegalArgumentException if two products have the same id */
    public Products {
        all = List.copyOf(all);
        if (all.stream().map(Product::id).distinct().count() < all.size()) {
            throw new IllegalArgumentException("two products have the same id");
        }
    }

    public Optional<Product> find(String id) {
        return all.stream().filter(product -> product.id().equals(id)).findFirst();
    }
}
