package app.nero.generation;

import app.nero.character.Characters;
import app.nero.kernel.Id;
import app.nero.picture.ImageStore;
import app.nero.picture.PublicId;
import app.nero.picture.UploadReceipt;
import app.nero.template.Template;
import app.nero.template.Templates;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks a request without writing anything: that its fields fit together, that an engine can do it, and that what it names
 * exists and belongs to the user.
 */
public final class CheckRequest {

    sealed interface Check {

        /**
         * @param offer of the first engine that can do it
         * @param parent whose image is the subject
         */
        record Passed(EngineOffer offer, int stars, int priceVersion, Optional<Generation> parent,
                Optional<Template> template) implements Check {

            /** The strength that the template suggests. */
            Optional<Double> strength() {
                return template.flatMap(it -> it.content().strength());
            }
        }

        record Invalid(Violation violation) implements Check {}

        /** All engines that can do it are switched off. */
        record EngineOff() implements Check {}

        /** @param field names something that does not exist, or is not the user's */
        record NotFound(String field) implements Check {}
    }

    private final Generations generations;
    private final Templates templates;
    private final Characters characters;
    private final ImageStore store;
    private final EngineOffers offers;
    private final EngineSwitches switches;
    private final Prices prices;

    public CheckRequest(Generations generations, Templates templates, Characters characters, ImageStore store,
            EngineOffers offers, EngineSwitches switches, Prices prices) {
        this.generations = generations;
        this.templates = templates;
        this.characters = characters;
        this.store = store;
        this.offers = offers;
        this.switches = switches;
        this.prices = prices;
    }

    Check check(Id userId, GenerationRequest request) {
        Optional<Violation> violation = request.violation();
        if (violation.isPresent()) {
            return new Check.Invalid(violation.get());
        }
        List<EngineOffer> able = offers.able(request.engine(), request.needs());
        if (able.isEmpty()) {
            return new Check.Invalid(offers.of(request.engine()).stream().findFirst()
                    .flatMap(it -> it.violation(request.needs()))
                    .orElseGet(() -> new Violation("engine", "is not available here")));
        }
        Set<String> off = switches.off();
        Optional<EngineOffer> offer = able.stream().filter(it -> !off.contains(it.id())).findFirst();
        if (offer.isEmpty()) {
            return new Check.EngineOff();
        }
        Optional<Generation> parent = request.parentId().flatMap(id -> generations.find(userId, id))
                .filter(it -> it.image().isPresent());
        Optional<Template> template = request.templateId().flatMap(templates::find);
        Optional<String> missing = missing(userId, request, parent, template);
        if (missing.isPresent()) {
            return new Check.NotFound(missing.get());
        }
        PriceList current = prices.current();
        return new Check.Passed(offer.get(), current.price(request), current.version(), parent, template);
    }

    /** Whether the user saw a lower price. */
    boolean hasRisen(GenerationRequest request) {
        return prices.haveRisenFor(request);
    }

    private Optional<String> missing(Id userId, GenerationRequest request, Optional<Generation> parent,
            Optional<Template> template) {
        if (request.parentId().isPresent() && parent.isEmpty()) {
            return Optional.of("parentId");
        }
        if (request.templateId().isPresent() && template.isEmpty()) {
            return Optional.of("templateId");
        }
        if (request.characterIds().stream().anyMatch(id -> characters.find(userId, id).isEmpty())) {
            return Optional.of("characterIds");
        }
        return request.uploads().stream().allMatch(receipt -> isOwn(userId, receipt))
                ? Optional.empty()
                : Optional.of("sources");
    }

    private boolean isOwn(Id userId, UploadReceipt receipt) {
        PublicId publicId = receipt.publicId();
        return publicId.equals(PublicId.ofUpload(userId, publicId.imageId())) && store.isGenuine(receipt);
    }
}
