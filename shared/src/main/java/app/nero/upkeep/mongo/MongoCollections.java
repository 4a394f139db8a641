package app.nero.upkeep.mongo;

import app.nero.account.mongo.MongoUsers;
import app.nero.audit.mongo.MongoAuditLog;
import app.nero.character.mongo.MongoCharacters;
import app.nero.favorite.mongo.MongoFavorites;
import app.nero.generation.mongo.MongoEngineSwitches;
import app.nero.generation.mongo.MongoGenerations;
import app.nero.http.mongo.MongoIdempotencyKeys;
import app.nero.mongo.MongoConnection;
import app.nero.mongo.StoredCollection;
import app.nero.payment.mongo.MongoPayments;
import app.nero.picture.mongo.MongoUploads;
import app.nero.report.mongo.MongoReports;
import app.nero.session.mongo.MongoSessions;
import app.nero.signin.mongo.MongoVerificationCodes;
import app.nero.stars.mongo.MongoErasedNumbers;
import app.nero.stars.mongo.MongoStarsLedger;
import app.nero.statistics.mongo.MongoStatistics;
import app.nero.template.mongo.MongoCategories;
import app.nero.template.mongo.MongoTemplates;
import app.nero.throttle.mongo.MongoThrottles;
import java.util.List;

/** All collections, as declared by their adapters. */
public final class MongoCollections {

    private MongoCollections() {}

    /**
     * In the order in which an erasure visits them. Users come first, so that nobody can sign in to the account any more. The
     * ledger comes before generations, so that no request that is still running can pay for one that the erasure has missed.
     */
    public static List<StoredCollection> all() {
        return List.of(MongoUsers.collection(), MongoSessions.collection(), MongoFavorites.collection(),
                MongoStarsLedger.collection(), MongoPayments.collection(), MongoGenerations.collection(),
                MongoReports.collection(),
                MongoCharacters.collection(), MongoVerificationCodes.collection(), MongoIdempotencyKeys.collection(),
                MongoUploads.collection(), MongoThrottles.collection(), MongoErasures.collection(),
                MongoErasedNumbers.collection(), MongoCheckpoints.collection(), MongoAuditLog.collection(),
                MongoTemplates.collection(), MongoCategories.collection(), MongoStatistics.collection(),
                MongoEngineSwitches.collection());
    }

    /** Creates the indexes that are missing, and upgrades documents of earlier versions. Never called while serving a request. */
    public static void createIndexes(MongoConnection connection) {
        all().forEach(collection -> collection.createIndexes(connection));
    }
}
