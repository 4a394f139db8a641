package app.nero.tests.mongo;

import app.nero.account.PlanPeriod;
import app.nero.account.Subscription;
import app.nero.account.User;
import app.nero.account.mongo.MongoUsers;
import app.nero.audit.AuditEntry;
import app.nero.audit.mongo.MongoAuditLog;
import app.nero.character.CharacterDraft;
import app.nero.character.CharacterImage;
import app.nero.character.mongo.MongoCharacters;
import app.nero.favorite.Favorite;
import app.nero.favorite.mongo.MongoFavorites;
import app.nero.generation.Allowance;
import app.nero.generation.GenerationBuilder;
import app.nero.generation.mongo.MongoGenerations;
import app.nero.http.IdempotencyKey;
import app.nero.http.mongo.MongoIdempotencyKeys;
import app.nero.kernel.Id;
import app.nero.kernel.PersonName;
import app.nero.mongo.MongoConnection;
import app.nero.payment.Goods;
import app.nero.payment.Money;
import app.nero.payment.Payment;
import app.nero.payment.PaymentProvider;
import app.nero.payment.Product;
import app.nero.payment.mongo.MongoPayments;
import app.nero.picture.PublicId;
import app.nero.picture.Upload;
import app.nero.picture.mongo.MongoUploads;
import app.nero.report.Report;
import app.nero.report.ReportReason;
import app.nero.report.mongo.MongoReports;
import app.nero.session.RefreshToken;
import app.nero.session.Session;
import app.nero.session.mongo.MongoSessions;
import app.nero.signin.CodeHash;
import app.nero.signin.VerificationCode;
import app.nero.signin.mongo.MongoVerificationCodes;
import app.nero.stars.StarsEntry;
import app.nero.stars.mongo.MongoStarsLedger;
import app.nero.testing.Some;
import app.nero.throttle.mongo.MongoThrottles;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Adds a document of one user to every collection that can have one, except {@code erasures}. */
final class DocumentsOfAUser {

    private DocumentsOfAUser() {}

    static void add(MongoConnection connection, User user, Instant now) {
        Instant later = now.plus(Duration.ofHours(1));
        Id id = user.id();
        MongoUsers users = new MongoUsers(connection);
        users.addIfAbsent(user);
        users.setPlans(id, 0, List.of(new PlanPeriod(Some.id(), Subscription.PRO, now, later)));
        new MongoSessions(connection)
                .add(Session.begin(Some.id(), id, RefreshToken.random(new SecureRandom()), "", now, later));
        new MongoFavorites(connection).add(new Favorite(Some.id(), id, Some.id(), now));
        new MongoStarsLedger(connection).append(StarsEntry.first(Some.id(), id, 3, now));
        new MongoVerificationCodes(connection).add(new VerificationCode(Some.id(), user.phoneNumber(),
                new CodeHash("1", "hash"), now, later, false, 0));
        new MongoThrottles(connection).take(Some.guessLimit().of(user.phoneNumber()), now);
        new MongoIdempotencyKeys(connection).claim(new IdempotencyKey(id, "POST /characters", "key"), "", Some.id(),
                now);
        new MongoUploads(connection)
                .add(List.of(Upload.granted(PublicId.ofCharacter(id, Some.id()), id, later, later)));
        new MongoAuditLog(connection).append(new AuditEntry(Some.id(), AuditEntry.COMMAND_LINE, "user.edit", id.value(),
                Map.of("role", "user"), Map.of("role", "admin"), now));
        new MongoReports(connection)
                .add(new Report(Some.id(), Some.id(), id, ReportReason.OTHER, Optional.empty(), now));
        Product pack = new Product("stars-20", new Goods.Pack(20),
                Map.of(PaymentProvider.STRIPE, new Money(299, "USD")));
        new MongoPayments(connection)
                .add(Payment.created(Some.id(), id, pack, PaymentProvider.STRIPE, now, later));
        addCharacters(connection, id, now, later);
        new MongoGenerations(connection).draft(GenerationBuilder.aGeneration().userId(id).createdAt(now).build(),
                new Allowance(1, List.of()));
    }

    /** Adds an active character and one whose pictures are still being uploaded. */
    private static void addCharacters(MongoConnection connection, Id userId, Instant now, Instant later) {
        MongoCharacters characters = new MongoCharacters(connection);
        PublicId picture = PublicId.ofCharacter(userId, Some.id());
        List<CharacterDraft> drafts = Stream.of("Sara", "Omid").map(name -> new CharacterDraft(Some.id(), userId,
                new PersonName(name), List.of(picture), now, later)).toList();
        drafts.forEach(characters::draft);
        characters.complete(drafts.getFirst().id(), List.of(new CharacterImage(picture, "https://pictures.example/")),
                now);
    }
}
