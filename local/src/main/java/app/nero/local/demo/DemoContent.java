package app.nero.local.demo;

import app.nero.favorite.Favorite;
import app.nero.favorite.Favorites;
import app.nero.kernel.Id;
import app.nero.local.ImportLine;
import app.nero.local.ImportLine.OfCategory;
import app.nero.local.ImportLine.OfTemplate;
import app.nero.template.Categories;
import app.nero.template.Category;
import app.nero.template.ImportTemplate;
import app.nero.template.Page;
import app.nero.template.Template;
import app.nero.template.TemplateQuery;
import app.nero.template.TemplateSort;
import app.nero.template.Templates;
import app.nero.template.TrendingScore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.stream.IntStream;

/**
 * Fills a database that has no templates with categories and templates to look at, with pictures that it draws itself, and
 * with likes of people who do not exist. What was cut off goes on the next time.
 */
public final class DemoContent {

    private static final String FILE = "/demo/templates.jsonl";
    private static final Duration AGE = Duration.ofDays(60);
    private static final int OF_A_CATEGORY = 15;
    private static final int MOST_LIKES = 24;
    private static final int MOST_VIEWS_A_LIKE = 30;

    /** Drawing takes what the machine has left. */
    private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private final ImportTemplate importTemplate;
    private final Templates templates;
    private final Categories categories;
    private final Favorites favorites;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public DemoContent(ImportTemplate importTemplate, Templates templates, Categories categories, Favorites favorites,
            Clock clock) {
        this.importTemplate = importTemplate;
        this.templates = templates;
        this.categories = categories;
        this.favorites = favorites;
        this.clock = clock;
    }

    /**
     * Whether it has a place here: where nothing is, or where it was begun. What somebody deleted of it later does not come
     * back, once it was whole.
     */
    public boolean belongsHere() {
        TemplateQuery any = new TemplateQuery(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), TemplateSort.NEWEST);
        List<OfTemplate> demo = templatesOf(lines());
        return templates.list(any, new Page(Optional.empty(), 0, 1)).isEmpty()
                || templates.findByExternalKey(demo.getFirst().key()).isPresent()
                        && templates.findByExternalKey(demo.getLast().key()).isEmpty();
    }

    /**
     * Fills, and returns when all is there.
     *
     * @throws InterruptedException if the calling thread is; then the rest is left for another time
     */
    public void fill() throws InterruptedException {
        List<ImportLine> lines = lines();
        for (ImportLine line : lines) {
            if (line instanceof OfCategory(var slug, var english, var persian)) {
                categories.put(new Category(Id.random(random, clock.instant()), slug, english, persian));
            }
        }
        List<OfTemplate> demo = templatesOf(lines);
        // The first and the last one tell whether all is there.
        put(demo.getFirst(), 0);
        inParallel(IntStream.range(1, demo.size() - 1).<Runnable>mapToObj(i -> () -> put(demo.get(i), i)).toList());
        put(demo.getLast(), demo.size() - 1);
    }

    private static void inParallel(List<Runnable> works) throws InterruptedException {
        ThreadFactory factory = Thread.ofPlatform().daemon().priority(Thread.MIN_PRIORITY).name("demo-", 0).factory();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS, factory)) {
            try {
                for (Future<?> one : works.stream().map(threads::submit).toList()) {
                    one.get();
                }
            } catch (ExecutionException failed) {
                threads.shutdownNow();
                throw new IllegalStateException("a demo template could not be made", failed.getCause());
            } catch (InterruptedException stopped) {
                threads.shutdownNow();
                throw stopped;
            }
        }
    }

    private static List<OfTemplate> templatesOf(List<ImportLine> lines) {
        return lines.stream().filter(OfTemplate.class::isInstance).map(OfTemplate.class::cast).toList();
    }

    /** Of neighbours in the file, some are old and some new, some liked and some not; the same each time. */
    private void put(OfTemplate line, int index) {
        Random chance = new Random(line.key().value().hashCode());
        Instant now = clock.instant();
        Instant createdAt = now.minus(AGE.multipliedBy(chance.nextInt(1, 1_000)).dividedBy(1_000));
        int likes = (int) (MOST_LIKES * Math.pow(chance.nextDouble(), 2));
        int views = likes * chance.nextInt(3, MOST_VIEWS_A_LIKE) + chance.nextInt(50);
        Instant lately = now.minus(Duration.ofHours(chance.nextInt(1, 240)));
        double score = likes * TrendingScore.ofLike(lately) + views * TrendingScore.ofView(lately);
        String category = line.content().category().value();
        importTemplate.put(line.key(), line.content(), () -> DemoPictures.draw(category, index % OF_A_CATEGORY + 1),
                createdAt, template -> new Template(template.id(), template.imageUrl(), template.publicId(),
                        template.content(), template.trending(), score, views, likes, createdAt, createdAt));
        templates.findByExternalKey(line.key()).ifPresent(template -> like(template, likes));
    }

    /** As many as its count says, so that the recount finds nothing to mend. */
    private void like(Template template, int likes) {
        int there = favorites.countByTemplate(Optional.empty(), Optional.empty()).getOrDefault(template.id(), 0);
        for (int i = there; i < likes; i++) {
            Instant now = clock.instant();
            favorites.add(new Favorite(Id.random(random, now), Id.random(random, now), template.id(), now));
        }
    }

    private static List<ImportLine> lines() {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(DemoContent.class.getResourceAsStream(FILE), StandardCharsets.UTF_8))) {
            return reader.lines().map(ImportLine::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("a file of this program cannot be read", e);
        }
    }
}
