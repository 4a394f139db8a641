package app.nero.template;

import app.nero.kernel.Id;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The templates and their counts. */
public interface Templates {

    void add(Template template);

    /** Adds an imported template. Returns false if the key exists already; of concurrent calls, one succeeds. */
    boolean add(ExternalKey key, Template template);

    Optional<Template> findByExternalKey(ExternalKey key);

    Optional<Template> find(Id id);

    /** Those of the templates that exist, in no particular order. */
    List<Template> findAll(Collection<Id> ids);

    /** A page of the templates that match a query, in the order of {@link TemplateQuery#position}. */
    List<Template> list(TemplateQuery query, Page page);

    /** Counts a view, adds the score, and returns the updated template; empty if it does not exist. */
    Optional<Template> view(Id id, double score);

    /** Counts a like, adds the score, and returns the new like count; empty if the template does not exist. */
    OptionalInt like(Id id, double score);

    /**
     * Subtracts a like and its score, unless the count is 0, and returns the like count; empty if the template does not
     * exist.
     */
    OptionalInt unlike(Id id, double score);

    /** Counts a use, unless the template does not exist, and adds the score. */
    void use(Id id, double score);

    /**
     * Replaces the content of a template. If this pins or unpins it, it starts or stops trending at once.
     *
     * @param seen the template as the caller read it
     * @return false if the template was removed or changed in the meantime
     */
    boolean replace(Template seen, TemplateContent content, Instant now);

    /** Removes and returns a template, but not its favorites; empty if it does not exist. */
    Optional<Template> remove(Id id);

    /** The templates with the highest scores, highest first, without those below {@code least}. */
    List<Id> topScores(int count, double least);

    /** Makes these templates and the pinned ones trending, and no others. */
    void markTrending(Collection<Id> ids);

    /** The counts of templates with higher ids, in the order of ids. */
    List<TemplateCounts> counts(Id after, int limit);

    /** Stores a mismatch, replacing an earlier one. */
    void recordMismatch(Id id, Mismatch mismatch);

    /** Sets a like count and deletes its mismatch. Returns false if the count was changed in the meantime. */
    boolean setLikes(TemplateCounts seen, int likes);

    /** Sets a use count and the popularity. Returns false if a count was changed in the meantime. */
    boolean setUses(TemplateCounts seen, int uses);
}
