package app.nero.payment.mongo;

import static app.nero.mongo.MongoIds.byId;
import static app.nero.mongo.MongoIds.objectId;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Sorts.descending;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import app.nero.kernel.Id;
import app.nero.mongo.MongoConnection;
import app.nero.mongo.MongoRows;
import app.nero.mongo.Owner;
import app.nero.mongo.StoredCollection;
import app.nero.payment.Invoice;
import app.nero.payment.Payment;
import app.nero.payment.PaymentFilter;
import app.nero.payment.PaymentPage;
import app.nero.payment.PaymentStatus;
import app.nero.payment.Payments;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Payments in the collection {@code payments}. Each write names in its filter the states that it requires. An erasure takes the buyer
 * from the payments and keeps them for the accounts.
 */
public final class MongoPayments implements Payments {

    public static final String COLLECTION = "payments";

    private final MongoRows rows;

    public MongoPayments(MongoConnection connection) {
        rows = connection.collection(COLLECTION);
    }

    public static StoredCollection collection() {
        return StoredCollection.named(COLLECTION).listedBy(PaymentDocument.USER_ID, PaymentDocument.ID)
                .listedBy(PaymentDocument.STATUS, PaymentDocument.ID)
                .uniqueIfSet(PaymentDocument.PROVIDER_REF).indexedIfSet(PaymentDocument.SUBSCRIPTION)
                .indexedIfSet(PaymentDocument.SWEEP_AT).indexed(disputes()).ownedBy(PaymentDocument.USER_ID)
                .erasedBy(MongoPayments::forgetBuyer).withholding(PaymentDocument.PAGE, PaymentDocument.SWEEP_AT);
    }

    /** Each generation asks whether its owner has a dispute. There are few, so that the index is small. */
    private static IndexModel disputes() {
        return new IndexModel(Indexes.ascending(PaymentDocument.USER_ID, PaymentDocument.STATUS),
                new IndexOptions().partialFilterExpression(eq(PaymentDocument.STATUS, PaymentStatus.DISPUTED.text())));
    }

    @Override
    public boolean add(Payment payment) {
        return rows.insertUnlessDuplicate(PaymentDocument.write(payment));
    }

    @Override
    public Optional<Payment> find(Id id) {
        return rows.findFirst(byId(id)).map(PaymentDocument::read);
    }

    @Override
    public Optional<Payment> findByRef(String providerRef) {
        return rows.findFirst(eq(PaymentDocument.PROVIDER_REF, providerRef)).map(PaymentDocument::read);
    }

    @Override
    public Optional<Payment> findLastOf(String subscription) {
        return rows.find(it -> it.find(eq(PaymentDocument.SUBSCRIPTION, subscription))
                .sort(descending(PaymentDocument.ID)).first()).map(PaymentDocument::read);
    }

    @Override
    public Optional<Payment> open(Id id, PaymentPage page, Instant sweepAt) {
        return update(in(id, Set.of(PaymentStatus.CREATED)), status(PaymentStatus.PENDING),
                set(PaymentDocument.PROVIDER_REF, page.ref()),
                set(PaymentDocument.PAGE, PaymentDocument.write(page)), sweepAt(Optional.of(sweepAt)));
    }

    @Override
    public Optional<Payment> move(Id id, Set<PaymentStatus> from, PaymentStatus to, Optional<Instant> sweepAt) {
        return update(in(id, from), status(to), sweepAt(sweepAt));
    }

    @Override
    public Optional<Payment> markPaid(Id id, Instant paidAt, Instant sweepAt) {
        return update(in(id, PaymentStatus.UNPAID), status(PaymentStatus.PAID),
                set(PaymentDocument.PAID_AT, Date.from(paidAt)), sweepAt(Optional.of(sweepAt)));
    }

    @Override
    public Optional<Payment> markGranted(Id id, Optional<Payment.Period> period, Optional<Instant> sweepAt) {
        Bson granted = period.map(it -> set(PaymentDocument.PERIOD, PaymentDocument.write(it)))
                .orElseGet(() -> unset(PaymentDocument.PERIOD));
        return update(in(id, Set.of(PaymentStatus.PAID)), status(PaymentStatus.GRANTED), granted, sweepAt(sweepAt));
    }

    @Override
    public void link(Id id, Invoice invoice) {
        Document unlinked = byId(id).append(PaymentDocument.SUBSCRIPTION, null);
        rows.call(it -> it.updateOne(unlinked,
                combine(set(PaymentDocument.PROVIDER_REF, invoice.ref()),
                        set(PaymentDocument.SUBSCRIPTION, invoice.subscription()), set(PaymentDocument.RENEWS, true),
                        unset(PaymentDocument.PAGE))));
    }

    @Override
    public void setRenews(String subscription, boolean renews) {
        rows.call(it -> it.updateMany(eq(PaymentDocument.SUBSCRIPTION, subscription),
                renews ? set(PaymentDocument.RENEWS, true) : unset(PaymentDocument.RENEWS)));
    }

    @Override
    public void postpone(Id id, PaymentStatus seen, Optional<Instant> sweepAt) {
        rows.call(it -> it.updateOne(in(id, Set.of(seen)), sweepAt(sweepAt)));
    }

    @Override
    public List<Payment> listDue(Instant now, int limit) {
        return rows.list(it -> it.find(lte(PaymentDocument.SWEEP_AT, Date.from(now)))
                .sort(ascending(PaymentDocument.SWEEP_AT)).limit(limit), PaymentDocument::read);
    }

    @Override
    public List<Payment> list(Id userId, Optional<Id> before, int limit) {
        return page(new Document(PaymentDocument.USER_ID, objectId(userId)), before, limit);
    }

    @Override
    public List<Payment> list(PaymentFilter filter, Optional<Id> before, int limit) {
        Document matching = new Document();
        filter.userId().ifPresent(id -> matching.append(PaymentDocument.USER_ID, objectId(id)));
        filter.status().ifPresent(status -> matching.append(PaymentDocument.STATUS, status.text()));
        filter.provider().ifPresent(provider -> matching.append(PaymentDocument.PROVIDER, provider.text()));
        filter.providerRef().ifPresent(ref -> matching.append(PaymentDocument.PROVIDER_REF, ref));
        return page(matching, before, limit);
    }

    private List<Payment> page(Document filter, Optional<Id> before, int limit) {
        before.ifPresent(id -> filter.append(PaymentDocument.ID, new Document("$lt", objectId(id))));
        return rows.list(it -> it.find(filter).sort(descending(PaymentDocument.ID)).limit(limit),
                PaymentDocument::read);
    }

    @Override
    public List<Payment> listRenewing(Id userId) {
        Document renewing = new Document(PaymentDocument.USER_ID, objectId(userId)).append(PaymentDocument.RENEWS,
                true);
        return rows.list(it -> it.find(renewing).sort(descending(PaymentDocument.ID)), PaymentDocument::read);
    }

    @Override
    public boolean hasDispute(Id userId) {
        return rows.findFirst(new Document(PaymentDocument.USER_ID, objectId(userId)).append(PaymentDocument.STATUS,
                PaymentStatus.DISPUTED.text())).isPresent();
    }

    /** Makes the payments due at once, so that the sweep ends renewals. */
    private static void forgetBuyer(MongoRows rows, Owner owner) {
        rows.call(it -> it.updateMany(eq(PaymentDocument.USER_ID, objectId(owner.userId())),
                combine(unset(PaymentDocument.USER_ID), sweepAt(Optional.of(owner.until())))));
    }

    private Optional<Payment> update(Document filter, Bson... updates) {
        return rows.update(filter, combine(updates)).map(PaymentDocument::read);
    }

    private static Document in(Id id, Set<PaymentStatus> statuses) {
        return byId(id).append(PaymentDocument.STATUS,
                new Document("$in", statuses.stream().map(PaymentStatus::text).toList()));
    }

    private static Bson status(PaymentStatus status) {
        return set(PaymentDocument.STATUS, status.text());
    }

    private static Bson sweepAt(Optional<Instant> sweepAt) {
        return sweepAt.map(it -> set(PaymentDocument.SWEEP_AT, Date.from(it)))
                .orElseGet(() -> unset(PaymentDocument.SWEEP_AT));
    }
}
