package app.nero.favorite;

import app.nero.favorite.mongo.MongoFavorites;
import app.nero.testing.ConfiguredMongo;
import app.nero.testing.NeedsMongo;
import org.junit.jupiter.api.Nested;

/** The module {@code local} runs the same contract on the embedded server. */
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
