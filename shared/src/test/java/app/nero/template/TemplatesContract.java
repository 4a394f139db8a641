package app.nero.template;

import static app.nero.template.TemplateBuilder.aTemplate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.kernel.Id;
import app.nero.testing.Race;
import app.nero.testing.Some;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that every implementation of {@link Templates} must pass. The store may contain other templates. */
public abstract class TemplatesContract {

    private static final Instant LATER = Instant.parse("2026-05-14T12:01:00Z");
    private static final Optional<Position> BEGINNING = Optional.empty();
    private static final TemplateQuery ALL = new TemplateQuery(Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), TemplateSort.NEWEST);

    /** A tag that only this test uses. */
    private final String mark = "mark" + Some.id();

    protected abstract Templates templates();

    @Test
    void storesATemplateUnchanged() {
        Template template = add(aTemplate().title("In the rain", "در باران").persianPrompt("چهره در باران")
                .style("Oil painting", "رنگ روغن").tags(mark).tag("rain", "باران")
                .strength(0.5).views(3).likes(2).uses(4).score(1e-300));

        assertEquals(Optional.of(template), templates().find(template.id()));
        assertEquals(List.of(template), templates().findAll(List.of(Some.id(), template.id())));
        assertEquals(List.of(template), list(tagged(TemplateSort.NEWEST), 0, 10));
        assertEquals(Optional.empty(), templates().find(Some.id()));
    }

    @Test
    void combinesAllFiltersInEveryOrder() {
        Random random = new Random(42);
        List<Template> all = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            all.add(add(random(random)));
        }

        for (int i = 0; i < 150; i++) {
            TemplateQuery query = randomQuery(random);
            List<Template> expected = all.stream().filter(query::matches)
                    .map(template -> Map.entry(query.position(template), template))
                    .sorted(Map.Entry.comparingByKey(Position.DESCENDING)).map(Map.Entry::getValue).toList();
            int skip = random.nextInt(4);
            int size = 1 + random.nextInt(10);

            assertEquals(ids(expected.stream().skip(skip).limit(size)), ids(list(query, skip, size).stream()),
                    () -> query.toString());
            assertEquals(ids(expected.stream()), ids(walk(query, size).stream()), () -> query.toString());
        }
    }

    @Test
    void neitherRepeatsNorSkipsTemplatesWhileOthersAreAdded() {
        for (TemplateSort sort : TemplateSort.values()) {
            String own = sort.text() + mark;
            List<Id> before = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                before.add(add(aTemplate().tags(own).likes(i % 3).views(i % 5).score(i % 2)).id());
            }
            TemplateQuery query = query(Optional.of(own), Optional.empty(), sort);

            List<Id> seen = new ArrayList<>();
            for (Template template : walk(query, 7, () -> add(aTemplate().tags(own).likes(1).views(2).score(1)))) {
                seen.add(template.id());
            }

            assertEquals(seen.size(), Set.copyOf(seen).size(), sort.text());
            assertTrue(seen.containsAll(before), sort.text());
        }
    }

    @Test
    void findsTemplatesByPrefixesOfWords() {
        Template rain = add(aTemplate().prompt("نیم‌فاصله café 2024 in the Rain").style("Oil").category("city-life")
                .tags(mark));

        for (String typed : List.of("rai", "RAIN", "the rain", "oil", "city", "citylife", "life oil", "cafe", "CAFÉ",
                "۲۰۲۴", "نیم", "نیم‌فاصله", "نیمفاصله", "نيم فاصله", "rain, oil!")) {
            assertEquals(List.of(rain), found(typed), typed);
        }
        for (String typed : List.of("ain", "rain snow", ".*", "$where", "^rain", "rain*", "!", "[a-z]", "rainy")) {
            assertEquals(List.of(), found(typed), typed);
        }
    }

    @Test
    void findsTemplatesByWordsOfEitherLanguage() {
        Template rain = add(aTemplate().title("Harbour", "بندر").prompt("Boats at dawn", "قایق‌ها در سپیده‌دم")
                .style("Oil", "رنگ روغن").tags(mark).tag("sea", "دریا"));

        for (String typed : List.of("harbour", "بندر", "boats", "قایق", "oil", "روغن", "sea", "دریا", "boats دریا")) {
            assertEquals(List.of(rain), found(typed), typed);
        }
    }

    @Test
    void filtersByTheMainNamesOfStylesAndTags() {
        Template both = add(aTemplate().style("Oil" + mark, "روغن" + mark).tag(mark, "نشان" + mark));

        TemplateQuery byTag = tagged(TemplateSort.NEWEST);
        TemplateQuery byStyle = new TemplateQuery(ALL.category(), ALL.tag(), Optional.of(new Label("Oil" + mark)),
                ALL.trending(), ALL.search(), ALL.sort());
        TemplateQuery byOtherStyle = new TemplateQuery(ALL.category(), ALL.tag(),
                Optional.of(new Label("روغن" + mark)), ALL.trending(), ALL.search(), ALL.sort());

        assertEquals(List.of(both), list(byTag, 0, 10));
        assertEquals(List.of(both), list(byStyle, 0, 10));
        assertEquals(List.of(), list(byOtherStyle, 0, 10));
        assertEquals(List.of(), list(query(Optional.of("نشان" + mark), ALL.search(), ALL.sort()), 0, 10));
    }

    @Test
    void listsWholeWordsBeforeBeginningsOfWords() {
        Template rainbow = add(aTemplate().prompt("A rainbow over the sea").tags(mark).likes(9));
        Template rain = add(aTemplate().prompt("Rain at the seaside").tags(mark).likes(1));
        Template persian = add(aTemplate().prompt("A walk", "قدم زدن زیر باران rain sea").tags(mark).likes(0));
        Template rains = add(aTemplate().prompt("It rains").tags(mark).likes(5));

        assertEquals(List.of(rain, persian, rainbow, rains), popular("rain"));
        assertEquals(List.of(rainbow, rains, rain, persian), popular("rai"));
        assertEquals(List.of(persian, rainbow, rain), popular("rain sea"));
        assertEquals(List.of(rainbow, rain, persian), popular("se"));
    }

    private List<Template> popular(String typed) {
        TemplateQuery query = query(Optional.of(mark), SearchQuery.parse(typed), TemplateSort.POPULAR);
        List<Template> all = list(query, 0, 10);
        for (int size = 1; size <= 3; size++) {
            assertEquals(all, walk(query, size), typed);
        }
        for (int skip = 0; skip <= all.size(); skip++) {
            assertEquals(all.subList(skip, Math.min(all.size(), skip + 2)), list(query, skip, 2), typed);
        }
        return all;
    }

    @Test
    void findsWordsThatBeginWithTheHighestLetters() {
        Template gothic = add(aTemplate().prompt("\ud800\udf30\ud800\udf31 \uffdc").tags(mark));

        assertEquals(List.of(gothic), found("\ud800\udf30"));
        assertEquals(List.of(gothic), found("\uffdc"));
    }

    @Test
    void addsAnExternalKeyOnceUnderConcurrentCalls() {
        ExternalKey key = new ExternalKey("key-" + Some.id());
        templates().add(aTemplate().build());
        templates().add(aTemplate().build());

        List<Boolean> added = Race.of(16, _ -> () -> templates().add(key, aTemplate().build()));

        assertEquals(1, added.stream().filter(Boolean::booleanValue).count());
        Template found = templates().findByExternalKey(key).orElseThrow();
        assertEquals(Optional.of(found), templates().find(found.id()));
        assertEquals(Optional.empty(), templates().findByExternalKey(new ExternalKey("key-" + Some.id())));
        templates().remove(found.id());
        assertEquals(Optional.empty(), templates().findByExternalKey(key));
        assertTrue(templates().add(key, aTemplate().build()));
    }

    @Test
    void countsConcurrentViews() {
        Template template = add(aTemplate().tags(mark));

        Race.of(32, _ -> () -> templates().view(template.id(), 0.5));

        Template seen = templates().find(template.id()).orElseThrow();
        assertEquals(32, seen.viewCount());
        assertEquals(16, seen.trendingScore());
        assertEquals(33, templates().view(template.id(), 0.5).orElseThrow().viewCount());
        assertEquals(Optional.empty(), templates().view(Some.id(), 1));
    }

    @Test
    void countsLikesAndNeverBelowZero() {
        Template template = add(aTemplate().tags(mark));

        assertEquals(OptionalInt.of(1), templates().like(template.id(), 4));
        assertEquals(OptionalInt.of(2), templates().like(template.id(), 8));
        assertEquals(OptionalInt.of(1), templates().unlike(template.id(), 4));
        assertEquals(8, templates().find(template.id()).orElseThrow().trendingScore());
        assertEquals(OptionalInt.of(0), templates().unlike(template.id(), 8));
        assertEquals(OptionalInt.of(0), templates().unlike(template.id(), 8));
        assertEquals(OptionalInt.empty(), templates().like(Some.id(), 4));
        assertEquals(OptionalInt.empty(), templates().unlike(Some.id(), 4));
    }

    @Test
    void countsConcurrentUses() {
        Template template = add(aTemplate().likes(1).tags(mark));

        Race.of(32, _ -> () -> {
            templates().use(template.id(), 0.5);
            return template;
        });
        templates().use(Some.id(), 1);

        Template used = templates().find(template.id()).orElseThrow();
        assertEquals(32, used.useCount());
        assertEquals(16, used.trendingScore());
        assertEquals(List.of(used), list(tagged(TemplateSort.POPULAR), 0, 10));
    }

    @Test
    void sortsPopularTemplatesByLikesAndUsesAfterEachChange() {
        Template liked = add(aTemplate().tags(mark).likes(5));
        Template used = add(aTemplate().tags(mark).likes(1).uses(1));
        assertEquals(List.of(liked.id(), used.id()), popular());

        templates().use(used.id(), 0);
        templates().like(used.id(), 0);
        assertEquals(List.of(used.id(), liked.id()), popular());

        templates().unlike(used.id(), 0);
        templates().unlike(used.id(), 0);
        assertEquals(List.of(liked.id(), used.id()), popular());
    }

    private List<Id> popular() {
        return ids(list(tagged(TemplateSort.POPULAR), 0, 10).stream());
    }

    @Test
    void replacesContentUnlessItWasChangedMeanwhile() {
        Template seen = add(aTemplate().prompt("old words").tags(mark).trending());
        TemplateContent content = aTemplate().prompt("new words").tags(mark, "other").strength(0.25).content();

        assertTrue(templates().replace(seen, content, LATER));
        assertFalse(templates().replace(seen, content, LATER.plusSeconds(1)));

        Template now = templates().find(seen.id()).orElseThrow();
        assertEquals(content, now.content());
        assertEquals(LATER, now.updatedAt());
        assertTrue(now.trending());
        assertEquals(List.of(now), found("new"));
        assertEquals(List.of(), found("old"));
    }

    @Test
    void startsTrendingWhenPinnedAndStopsWhenUnpinned() {
        Template plain = add(aTemplate().tags(mark));

        templates().replace(plain, aTemplate().tags(mark).pinned().content(), LATER);
        Template pinned = templates().find(plain.id()).orElseThrow();
        templates().replace(pinned, plain.content(), LATER.plusSeconds(1));

        assertTrue(pinned.trending());
        assertFalse(templates().find(plain.id()).orElseThrow().trending());
    }

    @Test
    void removesATemplateOnce() {
        Template template = add(aTemplate().tags(mark));

        assertEquals(Optional.of(template), templates().remove(template.id()));
        assertEquals(Optional.empty(), templates().remove(template.id()));
        assertEquals(Optional.empty(), templates().find(template.id()));
    }

    @Test
    void marksTheGivenAndThePinnedTemplatesAsTrending() {
        Template high = add(aTemplate().tags(mark).score(2e300));
        Template higher = add(aTemplate().tags(mark).score(3e300));
        Template low = add(aTemplate().tags(mark).score(1e300));
        Template outdated = add(aTemplate().tags(mark).trending());
        Template pinned = add(aTemplate().tags(mark).pinned());

        List<Id> top = templates().topScores(2, 1e300);
        templates().markTrending(top);

        assertEquals(List.of(higher.id(), high.id()), top);
        assertEquals(List.of(), templates().topScores(2, 4e300));
        assertEquals(Set.of(high.id(), higher.id(), pinned.id()), trending(true));
        assertEquals(Set.of(low.id(), outdated.id()), trending(false));
        Stream.of(high, higher, low).forEach(template -> templates().remove(template.id()));
    }

    @Test
    void listsCountsById() {
        Template first = add(aTemplate().id(new Id("000000000000000000000001")).likes(7).uses(3));
        Template second = add(aTemplate().id(new Id("000000000000000000000002")));
        templates().like(second.id(), 0);
        Mismatch mismatch = new Mismatch(1, 5, LATER);
        templates().recordMismatch(second.id(), mismatch);

        List<TemplateCounts> both = templates().counts(Id.NOBODY, 2);
        List<TemplateCounts> rest = templates().counts(first.id(), 1);

        assertEquals(List.of(new TemplateCounts(first.id(), 7, 0, Optional.empty(), 3, true),
                new TemplateCounts(second.id(), 1, 1, Optional.of(mismatch), 0, true)), both);
        assertEquals(both.subList(1, 2), rest);
        Stream.of(first, second).forEach(template -> templates().remove(template.id()));
    }

    @Test
    void setsALikeCountUnlessItChangedMeanwhile() {
        Template template = add(aTemplate().id(new Id("000000000000000000000003")).uses(1));
        templates().recordMismatch(template.id(), new Mismatch(0, 5, LATER));
        TemplateCounts seen = firstCounts();

        templates().like(template.id(), 0);
        boolean setOutdated = templates().setLikes(seen, 5);
        boolean setCurrent = templates().setLikes(firstCounts(), 5);

        assertFalse(setOutdated);
        assertTrue(setCurrent);
        assertEquals(new TemplateCounts(template.id(), 5, 2, Optional.empty(), 1, true), firstCounts());
        templates().remove(template.id());
    }

    @Test
    void setsAUseCountUnlessACountChangedMeanwhile() {
        Template template = add(aTemplate().id(new Id("000000000000000000000003")).likes(3));
        Mismatch mismatch = new Mismatch(1, 5, LATER);
        templates().recordMismatch(template.id(), mismatch);
        TemplateCounts seen = firstCounts();

        templates().use(template.id(), 0);
        assertFalse(templates().setUses(seen, 5));
        TemplateCounts used = firstCounts();
        templates().like(template.id(), 0);
        assertFalse(templates().setUses(used, 5));
        assertTrue(templates().setUses(firstCounts(), 5));

        assertEquals(new TemplateCounts(template.id(), 4, 1, Optional.of(mismatch), 5, true), firstCounts());
        templates().remove(template.id());
    }

    private TemplateCounts firstCounts() {
        return templates().counts(Id.NOBODY, 1).getFirst();
    }

    private Template add(TemplateBuilder builder) {
        Template template = builder.build();
        templates().add(template);
        return template;
    }

    private TemplateBuilder random(Random random) {
        TemplateBuilder template = aTemplate()
                .prompt(pick(random, "red fox", "red-haired woman", "Fox in SNOW", "روباه"))
                .category(pick(random, "animal", "portrait")).likes(random.nextInt(4)).uses(random.nextInt(2))
                .views(random.nextInt(4))
                .score(random.nextInt(4) * 1e-280);
        template = random.nextBoolean() ? template.tags(mark) : template.tags(mark, pick(random, "a", "b"));
        template = random.nextBoolean() ? template.style(pick(random, "Oil", "Ink")) : template;
        return random.nextInt(4) == 0 ? template.pinned() : template;
    }

    /** Requires the mark as a tag or as a word, which excludes templates of other tests. */
    private TemplateQuery randomQuery(Random random) {
        Optional<Label> tag = Optional.of(new Label(mark)).filter(_ -> random.nextBoolean());
        String typed = pick(random, "red", "fox s", "haired", "روب", "mark", "a", "x", "oil");
        return new TemplateQuery(sometimes(random, new Label(pick(random, "animal", "portrait", "none"))), tag,
                sometimes(random, new Label(pick(random, "Oil", "Ink", "Chalk"))),
                sometimes(random, random.nextBoolean()),
                tag.isPresent()
                        ? sometimes(random, SearchQuery.parse(typed).orElseThrow())
                        : SearchQuery.parse(pick(random, mark, typed + " " + mark)),
                TemplateSort.values()[random.nextInt(4)]);
    }

    private static <T> Optional<T> sometimes(Random random, T value) {
        return random.nextInt(3) == 0 ? Optional.of(value) : Optional.empty();
    }

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private List<Template> list(TemplateQuery query, int skip, int size) {
        return templates().list(query, new Page(BEGINNING, skip, size));
    }

    private List<Template> walk(TemplateQuery query, int size) {
        return walk(query, size, () -> {});
    }

    private List<Template> walk(TemplateQuery query, int size, Runnable between) {
        List<Template> walked = new ArrayList<>();
        List<Template> page;
        Optional<Position> after = BEGINNING;
        do {
            page = templates().list(query, new Page(after, 0, size));
            walked.addAll(page);
            after = page.isEmpty() ? after : Optional.of(query.position(page.getLast()));
            if (walked.size() < 1_000) {
                between.run();
            }
        } while (page.size() == size && walked.size() < 1_000);
        return walked;
    }

    private List<Template> found(String typed) {
        return list(query(Optional.of(mark), SearchQuery.parse(typed), TemplateSort.NEWEST), 0, 10);
    }

    private TemplateQuery tagged(TemplateSort sort) {
        return query(Optional.of(mark), Optional.empty(), sort);
    }

    private static TemplateQuery query(Optional<String> tag, Optional<SearchQuery> search, TemplateSort sort) {
        return new TemplateQuery(ALL.category(), tag.map(Label::new), ALL.style(), ALL.trending(), search, sort);
    }

    private Set<Id> trending(boolean trending) {
        TemplateQuery query = new TemplateQuery(ALL.category(), Optional.of(new Label(mark)), ALL.style(),
                Optional.of(trending), ALL.search(), ALL.sort());
        return Set.copyOf(ids(list(query, 0, 10).stream()));
    }

    private static List<Id> ids(Stream<Template> templates) {
        return templates.map(Template::id).toList();
    }
}
