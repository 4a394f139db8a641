package app.nero.functions.sweeper;

import app.nero.account.Users;
import app.nero.account.mongo.MongoUsers;
import app.nero.character.Characters;
import app.nero.character.mongo.MongoCharacters;
import app.nero.generation.Generations;
import app.nero.generation.JobQueue;
import app.nero.generation.mongo.MongoGenerations;
import app.nero.lambda.Wiring;
import app.nero.mongo.MongoConnection;
import app.nero.picture.ImageStore;
import app.nero.picture.Uploads;
import app.nero.picture.mongo.MongoUploads;
import app.nero.stars.ErasedNumbers;
import app.nero.stars.StarsLedger;
import app.nero.stars.mongo.MongoErasedNumbers;
import app.nero.stars.mongo.MongoStarsLedger;
import app.nero.template.Templates;
import app.nero.template.mongo.MongoTemplates;
import app.nero.upkeep.Checkpoints;
import app.nero.upkeep.Erasures;
import app.nero.upkeep.mongo.MongoCheckpoints;
import app.nero.upkeep.mongo.MongoErasures;

/** What the function's use cases read, write and call. */
record Ports(Generations generations, JobQueue queue, Users users, StarsLedger ledger, Checkpoints checkpoints,
        Characters characters, Templates templates, Uploads uploads, ImageStore store, Erasures erasures,
        ErasedNumbers erasedNumbers) {

    static Ports of(Wiring wiring) {
        MongoConnection mongo = wiring.mongo();
        return new Ports(new MongoGenerations(mongo), wiring.jobQueue(), new MongoUsers(mongo),
                new MongoStarsLedger(mongo), new MongoCheckpoints(mongo), new MongoCharacters(mongo),
                new MongoTemplates(mongo), new MongoUploads(mongo), wiring.imageStore(), new MongoErasures(mongo),
                new MongoErasedNumbers(mongo, wiring.settings().numberHashing()));
    }
}
