package app.nero.template;

import app.nero.audit.Audit;
import app.nero.kernel.Id;
import java.time.Clock;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Changes the content of a template, but not its picture. */
public final class EditTemplate {

    public sealed interface Result {

        record Edited(Template template) implements Result {}

        record NotFound() implements Result {}

        record NoSuchCategory() implements Result {}

        /** A concurrent edit changed the template. */
        record Conflict() implements Result {}
    }

    private final Templates templates;
    private final Categories categories;
    private final Audit audit;
    private final Clock clock;

    public EditTemplate(Templates templates, Categories categories, Audit audit, Clock clock) {
        this.templates = templates;
        this.categories = categories;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @param actor for the audit log
     * @param change computes the new content from the current one
     */
    public Result edit(String actor, Id id, UnaryOperator<TemplateContent> change) {
        Optional<Template> found = templates.find(id);
        if (found.isEmpty()) {
            return new Result.NotFound();
        }
        Template seen = found.get();
        TemplateContent content = change.apply(seen.content());
        if (content.equals(seen.content())) {
            return new Result.Edited(seen);
        }
        if (!categories.exists(content.category())) {
            return new Result.NoSuchCategory();
        }
        audit.note(actor, "template.edit", id, seen.content().auditFields(), content.auditFields());
        boolean replaced = templates.replace(seen, content, clock.instant());
        Optional<Template> now = templates.find(id);
        if (now.isEmpty()) {
            return new Result.NotFound();
        }
        return replaced ? new Result.Edited(now.get()) : new Result.Conflict();
    }
}
