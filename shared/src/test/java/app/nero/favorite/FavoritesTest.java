package app.nero.favorite;

import app.nero.favorite.mongo.MongoFavorites;
import app.nero.testing.ConfiguredMongo;
import app.nero.testing.NeedsMongo;
import org.junit.jupiter.api.Nested;

/** The embedded server runs the same contract where it is at home, in the module {@code local}. */
class FavoritesTest {

    @Nested
    class InMemory extends FavoritesContract {

        private final Favorites favorites = new InMemoryFavorites();

        @Override
        protected Favorites favorites() {
            return favorites;
        }
    }

    @Nested
    @NeedsMongo
    class OnAConfiguredServer extends FavoritesContract {

        private final Favorites favorites = new MongoFavorites(ConfiguredMongo.connection());

        @Override
        protected Favorites favorites() {
            return favorites;
        }
    }
}
