package app.nero.template;

import app.nero.kernel.Id;
import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/** Sometimes fails after a like is counted or before it is subtracted, as in a crash. */
public final class CrashingTemplates implements Templates {

    private final Templates templates;
    private final BooleanSupplier crashes;

    public CrashingTemplates(Templates templates, BooleanSupplier crashes) {
        this.templates = templates;
        this.crashes = crashes;
    }

    @Override
    public OptionalInt like(Id id, double score) {
        OptionalInt likeCount = templates.like(id, score);
        crashMaybe();
        return likeCount;
    }

    @Override
    public OptionalInt unlike(Id id, double score) {
        crashMaybe();
        return templates.unlike(id, score);
    }

    private void crashMaybe() {
        if (crashes.getAsBoolean()) {
            throw new UnavailableException(Service.DATABASE, new IllegalStateException("crash"));
        }
    }

    @Override
    public void add(Template template) {
        templates.add(template);
    }

    @Override
    public boolean add(ExternalKey key, Template template) {
        return templates.add(key, template);
    }

    @Override
    public Optional<Template> findByExternalKey(ExternalKey key) {
        return templates.findByExternalKey(key);
    }

    @Override
    public Optional<Template> find(Id id) {
        return templates.find(id);
    }

    @Override
    public List<Template> findAll(Collection<Id> ids) {
        return templates.findAll(ids);
    }

    @Override
    public List<Template> list(TemplateQuery query, Page page) {
        return templates.list(query, page);
    }

    @Override
    public Optional<Template> view(Id id, double score) {
        return templates.view(id, score);
    }

    @Override
    public void use(Id id, double score) {
        templates.use(id, score);
    }

    @Override
    public boolean replace(Template seen, TemplateContent content, Instant now) {
        return templates.replace(seen, content, now);
    }

    @Override
    public Optional<Template> remove(Id id) {
        return templates.remove(id);
    }

    @Override
    public List<Id> topScores(int count, double least) {
        return templates.topScores(count, least);
    }

    @Override
    public void markTrending(Collection<Id> ids) {
        templates.markTrending(ids);
    }

    @Override
    public List<TemplateCounts> counts(Id after, int limit) {
        return templates.counts(after, limit);
    }

    @Override
    public void recordMismatch(Id id, Mismatch mismatch) {
        templates.recordMismatch(id, mismatch);
    }

    @Override
    public boolean setLikes(TemplateCounts seen, int likes) {
        return templates.setLikes(seen, likes);
    }

    @Override
    public boolean setUses(TemplateCounts seen, int uses) {
        return templates.setUses(seen, uses);
    }
}
