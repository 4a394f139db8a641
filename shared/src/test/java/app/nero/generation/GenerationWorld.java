package app.nero.generation;

import app.nero.account.AccountChange;
import app.nero.account.InMemoryUsers;
import app.nero.account.PlanPeriod;
import app.nero.account.Subscription;
import app.nero.account.User;
import app.nero.account.Users;
import app.nero.character.Characters;
import app.nero.character.InMemoryCharacters;
import app.nero.favorite.InMemoryFavorites;
import app.nero.kernel.Id;
import app.nero.picture.ImageStore;
import app.nero.picture.InMemoryImageStore;
import app.nero.picture.InMemoryUploads;
import app.nero.picture.Picture;
import app.nero.picture.PictureLoader;
import app.nero.picture.PublicId;
import app.nero.picture.SomePictures;
import app.nero.picture.Upload;
import app.nero.picture.Uploads;
import app.nero.stars.InMemoryStarsLedger;
import app.nero.stars.MoveStars;
import app.nero.stars.StarsEntry;
import app.nero.stars.StarsLedger;
import app.nero.template.InMemoryTemplates;
import app.nero.template.Prompt;
import app.nero.template.Template;
import app.nero.template.Templates;
import app.nero.testing.MutableClock;
import app.nero.testing.Some;
import app.nero.testing.Wrapping;
import app.nero.throttle.InMemoryThrottles;
import app.nero.throttle.Throttles;
import app.nero.upkeep.InMemoryCheckpoints;
import app.nero.upkeep.RecountTemplates;
import app.nero.upkeep.RepairBalances;
import app.nero.upkeep.SweepPictures;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/** All use cases of generations on in-memory fakes. */
final class GenerationWorld {

    static final GenerationLimits NO_LIMITS = new GenerationLimits(List.of(), List.of(), List.of(), List.of());

    private static final Picture PHOTO = read(SomePictures.jpeg(8, 6, 2));

    private final Wrapping wrapping;
    final MutableClock clock = new MutableClock(Instant.parse("2026-05-14T12:00:00.123Z"));
    final SecureRandom random;
    final GenerationLimits limits;
    final InMemoryUsers users = new InMemoryUsers();
    final InMemoryStarsLedger ledger = new InMemoryStarsLedger();
    final InMemoryUploads uploads = new InMemoryUploads();
    final InMemoryImageStore store = new InMemoryImageStore();
    final InMemoryGenerations generations = new InMemoryGenerations();
    final InMemoryTemplates templates = new InMemoryTemplates();
    final InMemoryCharacters characters = new InMemoryCharacters();
    final InMemoryJobQueue queue = new InMemoryJobQueue(clock);
    final InMemoryThrottles throttles = new InMemoryThrottles();
    final ScriptedEngine engine = new ScriptedEngine();
    final InMemoryEngineSwitches switches = new InMemoryEngineSwitches();
    final ScriptedProvider provider = new ScriptedProvider();
    final ScriptedModeration moderation = new ScriptedModeration();
    final Map<String, byte[]> files = new HashMap<>();
    /** The users whose bank questions a payment. */
    final Set<Id> disputing = new HashSet<>();

    final MoveStars moveStars;
    final QuoteGeneration quote;
    final SubmitGeneration submit;
    /** Like {@link #run}, on other engines. */
    final Function<Engines, RunGeneration> runOn;
    final RunGeneration run;
    final CancelGeneration cancel;
    final DeleteGeneration delete;
    final SweepGenerations sweep;
    final SweepPictures sweepPictures;
    final RepairBalances repairBalances;
    final RecountTemplates recountTemplates;

    GenerationWorld() {
        this(Wrapping.NONE, Prices.ALL);
    }

    GenerationWorld(Wrapping wrapping, Prices prices) {
        this(wrapping, prices, NO_LIMITS, new SecureRandom());
    }

    GenerationWorld(GenerationLimits limits) {
        this(Wrapping.NONE, Prices.ALL, limits, new SecureRandom());
    }

    GenerationWorld(Wrapping wrapping, Prices prices, GenerationLimits limits, SecureRandom random) {
        this.wrapping = wrapping;
        this.random = random;
        this.limits = limits;
        Generations rows = wrapping.in(Generations.class, generations);
        Users people = wrapping.in(Users.class, users);
        Uploads claims = wrapping.in(Uploads.class, uploads);
        ImageStore images = wrapping.in(ImageStore.class, store);
        JobQueue hints = wrapping.in(JobQueue.class, queue);
        Templates styles = wrapping.in(Templates.class, templates);
        Characters persons = wrapping.in(Characters.class, characters);
        Moderation rules = wrapping.in(Moderation.class, moderation);
        PictureLoader loader = url -> Optional.ofNullable(files.get(url)).or(() -> store.see(url).map(Picture::bytes));
        moveStars = new MoveStars(wrapping.in(StarsLedger.class, ledger), people, clock, random);
        CheckRequest checkRequest = new CheckRequest(rows, styles, persons, images,
                new EngineOffers(List.of(engine.offer(), provider.offer())), switches, prices);
        SettleGeneration settle = new SettleGeneration(rows, moveStars, claims, clock);
        CloseDraft closeDraft = new CloseDraft(rows, moveStars, claims, clock);
        ClearGeneration clear = new ClearGeneration(rows, images, claims, clock);
        quote = new QuoteGeneration(checkRequest, moveStars);
        submit = new SubmitGeneration(rows, checkRequest, people, disputing::contains, moveStars, closeDraft, claims,
                rules,
                wrapping.in(Throttles.class, throttles), limits, hints, random, clock);
        LoadInputs loadInputs = new LoadInputs(rows, styles, persons, images, loader, Picture.MAX_MEGAPIXELS);
        runOn = engines -> new RunGeneration(rows, engines, switches, loadInputs, rules, styles, claims, images, settle,
                hints, RunGeneration.LEASE, random, clock);
        run = runOn.apply(new Engines(List.of(wrapping.in(SynchronousEngine.class, engine),
                wrapping.in(AsynchronousEngine.class, provider))));
        cancel = new CancelGeneration(rows, settle, moveStars, clock);
        delete = new DeleteGeneration(rows, clear, clock);
        sweep = new SweepGenerations(rows, settle, closeDraft, clear, hints, clock);
        sweepPictures = new SweepPictures(persons, claims, images,
                new FindPictureUse(rows, id -> templates.find(id).isPresent()), clock);
        repairBalances = new RepairBalances(ledger, users, new InMemoryCheckpoints(), clock);
        recountTemplates = new RecountTemplates(templates, new InMemoryFavorites(), generations,
                new InMemoryCheckpoints(), clock);
    }

    /** A new user with this many stars. */
    User user(int stars) {
        User user = users.addIfAbsent(Some.user(clock.instant()));
        StarsEntry first = StarsEntry.first(id(), user.id(), stars, clock.instant());
        ledger.append(first);
        users.showStars(user.id(), first.number(), first.balance());
        return user.with(first);
    }

    void subscribe(User user, Subscription plan) {
        users.change(user.id(), new AccountChange(Optional.of(plan), Optional.empty()),
                clock.instant());
    }

    void subscribeFor(User user, Subscription plan, Duration time) {
        Instant now = clock.instant();
        users.setPlans(user.id(), 0, List.of(new PlanPeriod(id(), plan, now, now.plus(time))));
    }

    Id id() {
        return Id.random(random, clock.instant());
    }

    /** An image that the user uploaded a moment ago. */
    SourceReceipt source(Id userId, SourceRole role) {
        PublicId publicId = PublicId.ofUpload(userId, id());
        Instant expiresAt = clock.instant().plus(ImageStore.UPLOAD_TTL);
        uploads.add(List.of(Upload.granted(publicId, userId, expiresAt, expiresAt.plus(ImageStore.SETTLE_TIME))));
        return new SourceReceipt(store.upload(store.sign(publicId, clock.instant()), PHOTO), role);
    }

    /** A template whose image can be loaded. */
    void add(Template template) {
        templates.add(template);
        files.put(template.imageUrl(), PHOTO.bytes());
    }

    /** Submits a generation of a prompt alone, and answers its row. */
    Generation submitted(User user) {
        SubmitGeneration.Result result = submit.submit(user.id(), id(), RequestBuilder.aRequest().build());
        return ((SubmitGeneration.Result.Accepted) result).generation();
    }

    /** Submits a generation and runs it. */
    Generation succeeded(User user, GenerationRequest request) {
        SubmitGeneration.Result result = submit.submit(user.id(), id(), request);
        Id id = ((SubmitGeneration.Result.Accepted) result).generation().id();
        return ((RunGeneration.Result.Succeeded) run.run(id)).generation();
    }

    /** Lets workers run until no hint can be received. */
    void work() {
        Optional<JobHint> hint = queue.receive();
        while (hint.isPresent()) {
            run.run(hint.get().generationId());
            hint = queue.receive();
        }
    }

    Generation row(Id id) {
        return generations.find(id).orElseThrow();
    }

    /** The amounts of a user's entries in their order. */
    List<Integer> amounts(Id userId) {
        return new ArrayList<>(ledger.of(userId).stream().map(StarsEntry::amount).toList());
    }

    /** Erases an account, in steps that can be wrapped, and in the order in which an erasure visits the collections. */
    void erase(Id userId) {
        List.<Runnable>of(() -> users.remove(userId), () -> ledger.erase(userId),
                () -> generations.erase(userId, clock.instant()))
                .forEach(step -> wrapping.in(Runnable.class, step).run());
    }

    int balance(User user) {
        return moveStars.balance(user.id());
    }

    static Picture read(byte[] file) {
        return ((Picture.Reading.Accepted) Picture.read(file)).picture();
    }

    /** Builds requests from defaults. */
    static final class RequestBuilder {

        private GenerationType type = GenerationType.GENERATE;
        private Optional<Prompt> prompt = Optional.of(new Prompt("a watercolour at dusk"));
        private Optional<Id> templateId = Optional.empty();
        private Optional<Id> parentId = Optional.empty();
        private List<Id> characterIds = List.of();
        private List<SourceReceipt> sources = List.of();
        private Optional<SourceReceipt> mask = Optional.empty();
        private Optional<AspectRatio> aspectRatio = Optional.empty();
        private ImageSize size = ImageSize.SIZE_1K;
        private Optional<Integer> factor = Optional.empty();
        private EngineTier engine = EngineTier.STANDARD;
        private Optional<Integer> seed = Optional.empty();
        private OptionalDouble strength = OptionalDouble.empty();
        private Optional<Integer> priceVersion = Optional.empty();

        static RequestBuilder aRequest() {
            return new RequestBuilder();
        }

        RequestBuilder type(GenerationType value) {
            type = value;
            return this;
        }

        RequestBuilder prompt(String value) {
            prompt = Optional.of(new Prompt(value));
            return this;
        }

        RequestBuilder withoutPrompt() {
            prompt = Optional.empty();
            return this;
        }

        RequestBuilder template(Id value) {
            templateId = Optional.of(value);
            return this;
        }

        RequestBuilder parent(Id value) {
            parentId = Optional.of(value);
            return this;
        }

        RequestBuilder characters(Id... values) {
            characterIds = List.of(values);
            return this;
        }

        RequestBuilder sources(SourceReceipt... values) {
            sources = List.of(values);
            return this;
        }

        RequestBuilder mask(SourceReceipt value) {
            mask = Optional.of(value);
            return this;
        }

        RequestBuilder aspectRatio(AspectRatio value) {
            aspectRatio = Optional.of(value);
            return this;
        }

        RequestBuilder size(ImageSize value) {
            size = value;
            return this;
        }

        RequestBuilder factor(int value) {
            factor = Optional.of(value);
            return this;
        }

        RequestBuilder engine(EngineTier value) {
            engine = value;
            return this;
        }

        RequestBuilder seed(int value) {
            seed = Optional.of(value);
            return this;
        }

        RequestBuilder strength(double value) {
            strength = OptionalDouble.of(value);
            return this;
        }

        RequestBuilder priceVersion(int value) {
            priceVersion = Optional.of(value);
            return this;
        }

        GenerationRequest build() {
            return new GenerationRequest(type, prompt, templateId, parentId, characterIds, sources,
                    mask.map(SourceReceipt::receipt), aspectRatio, size, factor, engine, seed, strength, true,
                    priceVersion);
        }
    }
}
