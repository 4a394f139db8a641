package app.nero.local.demo;

import app.nero.favorite.Favorite;
import app.nero.favorite.Favorites;
import app.nero.kernel.Id;
import app.nero.local.ImportLine;
import app.nero.local.ImportLine.OfCategory;
import app.nero.local.ImportLine.OfTemplate;
import app.nero.picture.Picture;
import app.nero.template.Categories;
import app.nero.template.Category;
import app.nero.template.ImportTemplate;
import app.nero.template.Page;
import app.nero.template.Template;
import app.nero.template.TemplateQuery;
import app.nero.template.TemplateSort;
import app.nero.template.Templates;
import app.nero.template.TrendingScore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Fills an empty database with categories and templates, whose lines and images are resources in {@code demo/}, and with
 * likes of users who do not exist. A run that was interrupted is continued by the next one.
 */
public final class DemoContent {

    private static final String FOLDER = "/demo/";
    private static final Duration MAX_AGE = Duration.ofDays(60);
    private static final int MAX_LIKES = 24;
    private static final int MAX_VIEWS_PER_LIKE = 30;

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

    /** Whether the database has no templates, or was filled in part. Deleted demo templates do not come back. */
    public boolean belongsHere() {
        TemplateQuery any = new TemplateQuery(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), TemplateSort.NEWEST);
        List<OfTemplate> demo = templatesOf(lines());
        return templates.list(any, new Page(Optional.empty(), 0, 1)).isEmpty()
                || templates.findByExternalKey(demo.getFirst().key()).isPresent()
                        && templates.findByExternalKey(demo.getLast().key()).isEmpty();
    }

    /** @throws InterruptedException if the calling thread is interrupted; the next run adds the rest */
    public void fill() throws InterruptedException {
        List<ImportLine> lines = lines();
        for (ImportLine line : lines) {
            if (line instanceof OfCategory(var slug, var english, var persian)) {
                categories.put(new Category(Id.random(random, clock.instant()), slug, english, persian));
            }
        }
        List<OfTemplate> all = templatesOf(lines);
        for (int i = 0; i < all.size(); i++) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            put(all.get(i), MAX_AGE.multipliedBy(i + 1L).dividedBy(all.size()));
        }
    }

    /** The lines of all demo templates. */
    static List<OfTemplate> templates() {
        return templatesOf(lines());
    }

    private static List<OfTemplate> templatesOf(List<ImportLine> lines) {
        return lines.stream().filter(OfTemplate.class::isInstance).map(OfTemplate.class::cast).toList();
    }

    /**
     * Likes and views are derived from the key, so they are the same each time.
     *
     * @param age grows from line to line, so that the newest templates are the first ones
     */
    private void put(OfTemplate line, Duration age) {
        Random derived = new Random(line.key().value().hashCode());
        Instant now = clock.instant();
        Instant createdAt = now.minus(age);
        int likes = (int) (MAX_LIKES * Math.pow(derived.nextDouble(), 2));
        int views = likes * derived.nextInt(3, MAX_VIEWS_PER_LIKE) + derived.nextInt(50);
        Instant lately = now.minus(Duration.ofHours(derived.nextInt(1, 240)));
        double score = likes * TrendingScore.ofLike(lately) + views * TrendingScore.ofView(lately);
        importTemplate.put(line.key(), line.content(), () -> picture(line.image().orElseThrow()), createdAt,
                template -> new Template(template.id(), template.imageUrl(), template.publicId(), template.content(),
                        template.trending(), score, views, likes, 0, createdAt, createdAt));
        templates.findByExternalKey(line.key()).ifPresent(template -> like(template, likes));
    }

    /** Adds the likes that are missing, so that a recount agrees with the template's count. */
    private void like(Template template, int likes) {
        int present = favorites.countByTemplate(Id.NOBODY, Optional.empty()).getOrDefault(template.id(), 0);
        for (int i = present; i < likes; i++) {
            Instant now = clock.instant();
            favorites.add(new Favorite(Id.random(random, now), Id.random(random, now), template.id(), now));
        }
    }

    private static Picture picture(String file) {
        return switch (Picture.read(read(file))) {
            case Picture.Reading.Accepted(Picture picture) -> picture;
            case Picture.Reading refused -> throw new IllegalStateException(file + " is not a valid image: " + refused);
        };
    }

    private static List<ImportLine> lines() {
        return new String(read("templates.jsonl"), StandardCharsets.UTF_8).lines().map(ImportLine::parse).toList();
    }

    /** The bytes of a file of the demo content. */
    static byte[] read(String file) {
        try (InputStream resource = DemoContent.class.getResourceAsStream(FOLDER + file)) {
            if (resource == null) {
                throw new IllegalStateException("the resource demo/" + file + " is missing");
            }
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource demo/" + file, e);
        }
    }
}
