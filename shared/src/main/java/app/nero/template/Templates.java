package app.nero.template;

import app.nero.favorite.Favorites;
import app.nero.kernel.Id;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The templates, with their counts. */
public interface Templates {

    void add(Template template);

    /** Adds a template that comes from elsewhere, unless there is one of that key: false then. Of many at once, one is in. */
    boolean add(ExternalKey key, Template template);

    Optional<Template> findByExternalKey(ExternalKey key);

    Optional<Template> find(Id id);

    /** Those of them that there are, in any order. */
    List<Template> findAll(Collection<Id> ids);

    /** A stretch of those that a query is about, in its order. */
    List<Template> list(TemplateQuery query, Page stretch);

    /** Counts a view and answers the template with it; empty where there is no such template. */
    Optional<Template> view(Id id, double score);

    /** Counts a like and answers how many there are with it; empty where there is no such template. */
    OptionalInt like(Id id, double score);

    /** Uncounts a like, never below zero, and answers how many are left; empty where there is no such template. */
    OptionalInt unlike(Id id, double score);

    /**
     * Puts content in the place of what was there. Where that pins or unpins it, it is trending or not at once.
     *
     * @param seen the template as the caller read it
     * @return false where it is gone, or was changed in between
     */
    boolean replace(Template seen, TemplateContent content, Instant now);

    /** Removes it and answers it as it was; empty where there is no such template. What people like stays: see
     * {@link Favorites#removeAll}. */
    Optional<Template> remove(Id id);

    /** The highest scores, the highest first, none below the least. */
    List<Id> topScores(int count, double least);

    /** Makes those trending, and no other but the pinned ones. */
    void markTrending(Collection<Id> ids);

    /**
     * Counts of likes in the order of the templates' ids.
     *
     * @param after a template's id; empty begins with the first
     */
    List<LikeCount> likeCounts(Optional<Id> after, int limit);

    /** Notes a doubt in the place of an earlier one. */
    void note(Id id, Mismatch doubt);

    /** Sets a count right and its doubt aside, unless it was changed since; false where it was. */
    boolean setLikes(LikeCount seen, int likes);
}
