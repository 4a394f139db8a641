package app.nero.upkeep;

import app.nero.favorite.Favorite;
import app.nero.favorite.mongo.MongoFavorites;
import app.nero.stars.StarsEntry;
import app.nero.stars.mongo.MongoStarsLedger;
import app.nero.testing.ConfiguredMongo;
import app.nero.testing.NeedsMongo;
import app.nero.upkeep.mongo.MongoPersonalData;
import org.junit.jupiter.api.Nested;

/** The module {@code system-tests} runs the same contract on the embedded server. */
class PersonalDataTest {

    @Nested
    class InMemory extends PersonalDataContract {

        private final InMemoryPersonalData data = new InMemoryPersonalData(FAVORITES, LEDGER);

        @Override
        protected PersonalData data() {
            return data;
        }

        @Override
        protected void add(Favorite favorite) {
            data.add(FAVORITES, favorite.userId(), favorite.id(), ",\"userId\":\"" + favorite.userId()
                    + "\",\"templateId\":\"" + favorite.templateId() + "\",\"createdAt\":\"" + favorite.createdAt()
                    + "\"");
        }

        @Override
        protected void add(StarsEntry entry) {
            data.add(LEDGER, entry.userId(), entry.id(), ",\"balance\":" + entry.balance());
        }
    }

    @Nested
    @NeedsMongo
    class OnAConfiguredServer extends PersonalDataContract {

        @Override
        protected PersonalData data() {
            return new MongoPersonalData(ConfiguredMongo.connection());
        }

        @Override
        protected void add(Favorite favorite) {
            new MongoFavorites(ConfiguredMongo.connection()).add(favorite);
        }

        @Override
        protected void add(StarsEntry entry) {
            new MongoStarsLedger(ConfiguredMongo.connection()).append(entry);
        }
    }
}
