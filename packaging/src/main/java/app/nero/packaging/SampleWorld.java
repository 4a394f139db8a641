package app.nero.packaging;

import static app.nero.template.TemplateBuilder.aTemplate;

import app.nero.account.AccountChange;
import app.nero.account.User;
import app.nero.account.mongo.MongoUsers;
import app.nero.character.CharacterDraft;
import app.nero.character.CharacterImage;
import app.nero.character.mongo.MongoCharacters;
import app.nero.generation.Allowance;
import app.nero.generation.EngineTier;
import app.nero.generation.EngineUse;
import app.nero.generation.GeneratedImage;
import app.nero.generation.Generation;
import app.nero.generation.GenerationType;
import app.nero.generation.Generations;
import app.nero.generation.ImageOptions;
import app.nero.generation.ImageSize;
import app.nero.generation.Lease;
import app.nero.generation.Recipe;
import app.nero.generation.Sharing;
import app.nero.generation.Visibility;
import app.nero.generation.mongo.MongoGenerations;
import app.nero.kernel.Id;
import app.nero.kernel.PersonName;
import app.nero.kernel.PhoneNumber;
import app.nero.kernel.Role;
import app.nero.lambda.Settings;
import app.nero.local.LocalNero;
import app.nero.local.standin.BuyerAction;
import app.nero.local.testing.ApiClient;
import app.nero.local.testing.Canaries;
import app.nero.local.testing.RunningNero;
import app.nero.mongo.MongoConnection;
import app.nero.payment.Goods;
import app.nero.payment.Money;
import app.nero.payment.Payment;
import app.nero.payment.PaymentProvider;
import app.nero.payment.PaymentStatus;
import app.nero.payment.Product;
import app.nero.payment.mongo.MongoPayments;
import app.nero.picture.PictureFormat;
import app.nero.picture.PublicId;
import app.nero.picture.SomePictures;
import app.nero.session.RefreshToken;
import app.nero.session.Session;
import app.nero.session.jwt.JwtAccessTokens;
import app.nero.session.mongo.MongoSessions;
import app.nero.snapshot.SampleRequest;
import app.nero.stars.StarsEntry;
import app.nero.stars.mongo.MongoStarsLedger;
import app.nero.template.Category;
import app.nero.template.Label;
import app.nero.template.Slug;
import app.nero.template.mongo.MongoCategories;
import app.nero.template.mongo.MongoTemplates;
import app.nero.testing.MultipartForm;
import app.nero.testing.Some;
import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bson.Document;

/** The data that the sample events refer to, and values for their placeholders. */
public final class SampleWorld {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z_]+)}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final LocalNero nero;
    private final ApiClient api;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final RefreshToken refreshToken = RefreshToken.random(RANDOM);

    private SampleWorld(LocalNero nero) {
        this.nero = nero;
        this.api = new ApiClient(nero);
    }

    /** Deletes everything in the database and adds the data that the sample events refer to. */
    public static SampleWorld in(LocalNero nero) {
        SampleWorld world = new SampleWorld(nero);
        world.clear();
        world.fill();
        return world;
    }

    /** Returns the event with valid values for its placeholders. */
    public String filled(String event) {
        Map<String, String> values = new HashMap<>();
        Matcher placeholder = PLACEHOLDER.matcher(event);
        while (placeholder.find()) {
            String name = placeholder.group(1);
            if (values.containsKey(name)) {
                continue;
            }
            switch (name) {
                case "ACCESS_TOKEN" -> values.put("ACCESS_TOKEN", accessToken(SampleEvents.USER));
                case "REFRESH_TOKEN" -> values.put("REFRESH_TOKEN", Canaries.note(refreshToken.value()));
                case "CODE" -> {
                    api.sendCode(SampleEvents.PHONE);
                    values.put("CODE", api.lastCode(SampleEvents.PHONE));
                }
                case "PUBLIC_ID" -> values.putAll(upload());
                case "WEBHOOK_SIGNATURE" -> values.putAll(SampleRequest
                        .signedWebhook(new Settings(nero.settings()).replicateWebhookKeys().getFirst()));
                case "STRIPE_SIGNATURE" -> values.put("STRIPE_SIGNATURE", SampleRequest
                        .stripeSignature(new Settings(nero.settings()).stripeWebhookSecrets().getFirst()));
                case "SUBSCRIPTION" -> values.put("SUBSCRIPTION", subscription());
                default -> {
                }
            }
        }
        return PLACEHOLDER.matcher(event)
                .replaceAll(match -> Matcher.quoteReplacement(values.get(match.group(1))));
    }

    private void fill() {
        try (MongoConnection mongo = MongoConnection.open(nero.settings().get("MONGODB_URI"))) {
            MongoUsers users = new MongoUsers(mongo);
            users.addIfAbsent(User.first(SampleEvents.USER, new PhoneNumber(SampleEvents.PHONE), now));
            new MongoStarsLedger(mongo).append(StarsEntry.first(Some.id(), SampleEvents.USER, 3, now));
            users.addIfAbsent(User.first(SampleEvents.ADMIN, Some.phoneNumber(), now));
            users.change(SampleEvents.ADMIN, new AccountChange(Optional.empty(), Optional.of(Role.ADMIN)), now);
            new MongoSessions(mongo).add(Session.begin(SampleEvents.SESSION, SampleEvents.USER, refreshToken, "curl",
                    now, now.plusSeconds(3600)));
            new MongoCategories(mongo)
                    .put(new Category(Some.id(), new Slug("portrait"), new Label("Portraits"), new Label("پرتره")));
            MongoTemplates templates = new MongoTemplates(mongo);
            templates.add(aTemplate().id(SampleEvents.TEMPLATE).build());
            // A second template, so that a list with limit 1 has a next page.
            templates.add(aTemplate().build());
            List<CharacterImage> images = Stream.generate(() -> PublicId.ofCharacter(SampleEvents.USER, Some.id()))
                    .limit(3).map(publicId -> new CharacterImage(publicId, "https://pictures.example/" + publicId))
                    .toList();
            MongoCharacters characters = new MongoCharacters(mongo);
            characters.draft(new CharacterDraft(SampleEvents.CHARACTER, SampleEvents.USER, new PersonName("Sara"),
                    images.stream().map(CharacterImage::publicId).toList(), now, now.plusSeconds(3600)));
            characters.complete(SampleEvents.CHARACTER, images, now);
            addGenerations(new MongoGenerations(mongo));
            Product stars = new Product("stars-20", new Goods.Pack(20),
                    Map.of(PaymentProvider.STRIPE, new Money(299, "USD")));
            MongoPayments payments = new MongoPayments(mongo);
            payments.add(Payment.created(SampleEvents.PAYMENT, SampleEvents.USER, stars, PaymentProvider.STRIPE, now,
                    now.plusSeconds(3600)));
            payments.move(SampleEvents.PAYMENT, Set.of(PaymentStatus.CREATED), PaymentStatus.GRANTED, Optional.empty());
        }
    }

    /** One that is queued and one that is shared. */
    private void addGenerations(Generations generations) {
        for (Id id : List.of(SampleEvents.QUEUED, SampleEvents.SHARED)) {
            Recipe recipe = new Recipe(GenerationType.GENERATE, Optional.empty(), Optional.of(SampleEvents.TEMPLATE),
                    Optional.empty(), id, List.of(), List.of(), Optional.empty(),
                    new ImageOptions(Optional.empty(), ImageSize.SIZE_1K, Optional.empty(), 1, 1, false,
                            EngineTier.STANDARD, 1));
            generations.draft(Generation.draft(id, SampleEvents.USER, recipe, 1, now, now),
                    new Allowance(3, List.of()));
            generations.accept(id, now, now);
        }
        Lease lease = new Lease(Some.id(), now);
        PublicId publicId = PublicId.ofGenerated(SampleEvents.USER, Some.id());
        generations.lease(SampleEvents.SHARED, lease, now);
        generations.succeed(SampleEvents.SHARED, lease.id(), new GeneratedImage(publicId,
                "https://pictures.example/" + publicId, 4, 3, PictureFormat.JPEG, 100), "none", EngineUse.free("none"),
                now);
        generations.share(SampleEvents.USER, SampleEvents.SHARED, Optional.empty(),
                new Sharing(Visibility.PUBLIC, Optional.of(SampleEvents.SLUG), true));
    }

    /** Buys a plan that renews, so that the user has a page at the provider. */
    private String subscription() {
        try {
            String id = api.post("/payments", accessToken(SampleEvents.USER),
                    "{\"productId\":\"pro-month\",\"provider\":\"stripe\"}", Some.id().value()).data().at("/payment/id")
                    .asText();
            nero.act(new Id(id), BuyerAction.PAY);
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String accessToken(Id userId) {
        Settings settings = new Settings(nero.settings());
        try (MongoConnection mongo = MongoConnection.open(settings.mongodbUri())) {
            User user = new MongoUsers(mongo).find(userId).orElseThrow();
            return Canaries.note(new JwtAccessTokens(settings.jwtPrivateKey(), settings.tokenRules(),
                    settings.accessTokenTtl(), RANDOM).issue(user, SampleEvents.SESSION, now).value());
        }
    }

    /** Requests a signed upload and uploads a picture to the store with it. */
    private Map<String, String> upload() {
        JsonNode upload = api.post("/admin/uploads", accessToken(SampleEvents.ADMIN), "{}").data().at("/uploads/0");
        MultipartForm form = new MultipartForm();
        upload.get("fields").properties().forEach(field -> form.text(field.getKey(), field.getValue().asText()));
        form.file("file", "picture.jpg", SomePictures.jpeg(40, 30, 1));
        JsonNode receipt = api.send(HttpRequest.newBuilder(URI.create(upload.get("uploadUrl").asText()))
                .header("Content-Type", form.contentType()).POST(BodyPublishers.ofByteArray(form.bytes()))).json();
        return Map.of("PUBLIC_ID", receipt.get("public_id").asText(), "VERSION", receipt.get("version").asText(),
                "SIGNATURE", receipt.get("signature").asText());
    }

    private void clear() {
        try (MongoClient client = MongoClients.create(nero.settings().get("MONGODB_URI"))) {
            MongoDatabase database = RunningNero.database(nero, client);
            for (String collection : database.listCollectionNames()) {
                if (!collection.startsWith("system.")) {
                    database.getCollection(collection).deleteMany(new Document());
                }
            }
        }
    }
}
