package app.nero.template;

import app.nero.kernel.Id;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

public final class InMemoryTemplates implements Templates {

    private final TreeMap<String, Template> templates = new TreeMap<>();
    private final Map<ExternalKey, Id> byExternalKey = new HashMap<>();
    private final Map<Id, Long> changes = new HashMap<>();
    private final Map<Id, Mismatch> mismatches = new HashMap<>();

    @Override
    public synchronized void add(Template template) {
        templates.put(template.id().value(), template);
        changes.put(template.id(), 0L);
    }

    @Override
    public synchronized boolean add(ExternalKey key, Template template) {
        if (findByExternalKey(key).isPresent()) {
            return false;
        }
        byExternalKey.put(key, template.id());
        add(template);
        return true;
    }

    @Override
    public synchronized Optional<Template> findByExternalKey(ExternalKey key) {
        return Optional.ofNullable(byExternalKey.get(key)).flatMap(this::find);
    }

    @Override
    public synchronized Optional<Template> find(Id id) {
        return Optional.ofNullable(templates.get(id.value()));
    }

    @Override
    public synchronized List<Template> findAll(Collection<Id> ids) {
        return ids.stream().flatMap(id -> find(id).stream()).toList();
    }

    @Override
    public synchronized List<Template> list(TemplateQuery query, Page page) {
        return templates.values().stream().filter(query::matches)
                .map(template -> Map.entry(query.position(template), template))
                .filter(placed -> page.after().stream()
                        .allMatch(after -> Position.DESCENDING.compare(placed.getKey(), after) > 0))
                .sorted(Map.Entry.comparingByKey(Position.DESCENDING)).skip(page.skip()).limit(page.size())
                .map(Map.Entry::getValue).toList();
    }

    @Override
    public synchronized Optional<Template> view(Id id, double score) {
        return change(id, old -> counted(old, score, old.viewCount() + 1, old.likeCount(), old.useCount()));
    }

    @Override
    public synchronized void use(Id id, double score) {
        change(id, old -> counted(old, score, old.viewCount(), old.likeCount(), old.useCount() + 1));
    }

    @Override
    public synchronized OptionalInt like(Id id, double score) {
        return likes(id, score, 1);
    }

    @Override
    public synchronized OptionalInt unlike(Id id, double score) {
        boolean isLiked = find(id).filter(template -> template.likeCount() > 0).isPresent();
        return isLiked ? likes(id, -score, -1) : likeCount(find(id));
    }

    private OptionalInt likes(Id id, double score, int difference) {
        changes.computeIfPresent(id, (_, count) -> count + 1);
        return likeCount(change(id, old -> counted(old, score, old.viewCount(), old.likeCount() + difference,
                old.useCount())));
    }

    private static OptionalInt likeCount(Optional<Template> template) {
        return template.stream().mapToInt(Template::likeCount).findFirst();
    }

    @Override
    public synchronized boolean replace(Template seen, TemplateContent content, Instant now) {
        boolean repinned = content.pinned() != seen.content().pinned();
        return find(seen.id()).filter(template -> template.updatedAt().equals(seen.updatedAt()))
                .flatMap(_ -> change(seen.id(), old -> new Template(old.id(), old.imageUrl(), old.publicId(), content,
                        repinned ? content.pinned() : old.trending(), old.trendingScore(), old.viewCount(),
                        old.likeCount(), old.useCount(), old.createdAt(), now)))
                .isPresent();
    }

    @Override
    public synchronized Optional<Template> remove(Id id) {
        return Optional.ofNullable(templates.remove(id.value()));
    }

    @Override
    public synchronized List<Id> topScores(int count, double least) {
        return templates.values().stream().filter(template -> template.trendingScore() >= least)
                .sorted(Comparator.comparing(
                        template -> new Position(false, template.trendingScore(), template.id()), Position.DESCENDING))
                .limit(count).map(Template::id).toList();
    }

    @Override
    public synchronized void markTrending(Collection<Id> ids) {
        templates.replaceAll((_, old) -> new Template(old.id(), old.imageUrl(), old.publicId(), old.content(),
                old.content().pinned() || ids.contains(old.id()), old.trendingScore(), old.viewCount(), old.likeCount(),
                old.useCount(), old.createdAt(), old.updatedAt()));
    }

    @Override
    public synchronized List<TemplateCounts> counts(Id after, int limit) {
        return templates.tailMap(after.value(), false).values().stream().limit(limit)
                .map(template -> new TemplateCounts(template.id(), template.likeCount(), changes.get(template.id()),
                        Optional.ofNullable(mismatches.get(template.id())), template.useCount(), true))
                .toList();
    }

    @Override
    public synchronized void recordMismatch(Id id, Mismatch mismatch) {
        mismatches.put(id, mismatch);
    }

    @Override
    public synchronized boolean setLikes(TemplateCounts seen, int likes) {
        Id id = seen.templateId();
        if (find(id).isEmpty() || changes.get(id) != seen.likeChanges()) {
            return false;
        }
        changes.merge(id, 1L, Long::sum);
        mismatches.remove(id);
        change(id, old -> counted(old, 0, old.viewCount(), likes, old.useCount()));
        return true;
    }

    @Override
    public synchronized boolean setUses(TemplateCounts seen, int uses) {
        Id id = seen.templateId();
        if (find(id).filter(template -> template.useCount() == seen.uses()).isEmpty()
                || changes.get(id) != seen.likeChanges()) {
            return false;
        }
        change(id, old -> counted(old, 0, old.viewCount(), old.likeCount(), uses));
        return true;
    }

    private Optional<Template> change(Id id, UnaryOperator<Template> change) {
        return Optional.ofNullable(templates.computeIfPresent(id.value(), (_, old) -> change.apply(old)));
    }

    /** @param score added */
    private static Template counted(Template old, double score, int views, int likes, int uses) {
        return new Template(old.id(), old.imageUrl(), old.publicId(), old.content(), old.trending(),
                old.trendingScore() + score, views, likes, uses, old.createdAt(), old.updatedAt());
    }
}
