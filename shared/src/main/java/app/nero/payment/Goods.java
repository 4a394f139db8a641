package app.nero.payment;

import app.nero.account.Subscription;

/** What a product gives. A payment keeps a copy, so that a change of the products changes no payment. */
public sealed interface Goods {

    /** The largest number of stars in a pack or in a month of a plan. */
    int MAX_STARS = 100_000;

    /** The stars of a pack, or of one month of a plan. */
    int stars();

    /** Stars that are given once. */
    record Pack(int stars) implements Goods {

        public Pack {
            checkStars(stars);
        }
    }

    /**
     * A plan for some months, with stars in each of them.
     *
     * @param stars per month
     * @param months from 1 to 12
     */
    record Plan(Subscription plan, int stars, int months) implements Goods {

        public Plan {
            checkStars(stars);
            if (plan == Subscription.FREE || months < 1 || months > 12) {
                throw new IllegalArgumentException("a plan that is sold is not free and lasts from 1 to 12 months");
            }
        }
    }

    private static void checkStars(int stars) {
        if (stars < 1 || stars > MAX_STARS) {
            throw new IllegalArgumentException("stars must be from 1 to " + MAX_STARS);
        }
    }
}
