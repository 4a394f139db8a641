package app.nero.functions.generations;

import app.nero.account.Users;
import app.nero.account.mongo.MongoUsers;
import app.nero.character.Characters;
import app.nero.character.mongo.MongoCharacters;
import app.nero.generation.CachedEngineSwitches;
import app.nero.generation.EngineOffers;
import app.nero.generation.EngineSwitches;
import app.nero.generation.Generations;
import app.nero.generation.JobQueue;
import app.nero.generation.Moderation;
import app.nero.generation.mongo.MongoEngineSwitches;
import app.nero.generation.mongo.MongoGenerations;
import app.nero.http.IdempotencyKeys;
import app.nero.http.mongo.MongoIdempotencyKeys;
import app.nero.lambda.Wiring;
import app.nero.mongo.MongoConnection;
import app.nero.payment.Disputes;
import app.nero.payment.mongo.MongoPayments;
import app.nero.picture.ImageStore;
import app.nero.picture.Uploads;
import app.nero.picture.mongo.MongoUploads;
import app.nero.report.Reports;
import app.nero.report.mongo.MongoReports;
import app.nero.stars.StarsLedger;
import app.nero.stars.mongo.MongoStarsLedger;
import app.nero.template.Templates;
import app.nero.template.mongo.MongoTemplates;
import app.nero.throttle.Throttles;
import app.nero.throttle.mongo.MongoThrottles;

/** What the function's use cases read, write and call. */
record Ports(Generations generations, Users users, Disputes disputes, StarsLedger ledger, Templates templates,
        Characters characters,
        Uploads uploads, ImageStore store, IdempotencyKeys keys, Throttles throttles, JobQueue queue,
        EngineOffers offers, EngineSwitches switches, Moderation moderation, Reports reports) {

    static Ports of(Wiring wiring) {
        MongoConnection mongo = wiring.mongo();
        ImageStore store = wiring.imageStore();
        return new Ports(new MongoGenerations(mongo), new MongoUsers(mongo), new MongoPayments(mongo),
                new MongoStarsLedger(mongo),
                new MongoTemplates(mongo), new MongoCharacters(mongo), new MongoUploads(mongo), store,
                new MongoIdempotencyKeys(mongo), new MongoThrottles(mongo), wiring.jobQueue(), wiring.engineOffers(),
                new CachedEngineSwitches(new MongoEngineSwitches(mongo), wiring.clock()), wiring.moderation(store),
                new MongoReports(mongo));
    }
}
