package app.nero.functions.generations;

import app.nero.generation.AspectRatio;
import app.nero.generation.EngineTier;
import app.nero.generation.GenerationFilter;
import app.nero.generation.GenerationRequest;
import app.nero.generation.GenerationType;
import app.nero.generation.ImageSize;
import app.nero.generation.SourceReceipt;
import app.nero.generation.SourceRole;
import app.nero.generation.Visibility;
import app.nero.http.Field;
import app.nero.http.Values;
import app.nero.kernel.Id;
import app.nero.picture.UploadReceipt;
import app.nero.picture.json.UploadJson;
import app.nero.report.ReportNote;
import app.nero.report.ReportReason;
import app.nero.template.Prompt;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The fields of bodies and queries. */
final class GenerationFields {

    /** Sources and a mask. */
    static final Field<Long> COUNT = Field.whole("count", 1, GenerationRequest.MAX_SOURCES + 1);

    static final Field<Integer> LIMIT = Field.digits("limit", 1, 100).orElse(20);
    static final Field<Optional<String>> CURSOR = Field.text("cursor", Optional::of, "").optional();

    static final Field<Visibility> VISIBILITY = Field.text("visibility",
            text -> Visibility.parse(text).filter(it -> it != Visibility.PRIVATE), "must be link or public");
    static final Field<Boolean> SHOW_PROMPT = Field.flag("showPrompt").orElse(false);

    static final Field<ReportReason> REASON = Field.text("reason", ReportReason::parse,
            "must be illegal, sexual, violence, personal, copyright or other");
    static final Field<Optional<ReportNote>> NOTE = Field.text("note", ReportNote::parse,
            "must be 1 to 500 characters, at least one of them visible, without control characters").optional();

    private static final String ID_RULE = "must be an id of 24 hex digits";

    private static final Field<GenerationType> TYPE = Field.text("type", GenerationType::parse,
            "must be generate, edit or upscale");
    private static final Field<Optional<GenerationType>> ONLY_TYPE = TYPE.optional();
    private static final Field<Optional<Id>> TEMPLATE_ID = id("templateId");
    private static final Field<Optional<Id>> PARENT_ID = id("parentId");
    private static final Field<Optional<Id>> ROOT_ID = id("rootId");
    private static final Field<Optional<GenerationFilter.State>> STATUS = Field
            .text("status", GenerationFields::state, "must be active, succeeded or failed").optional();

    private static final Field<Optional<Prompt>> PROMPT = Field.text("prompt", Prompt::parse,
            "must be 1 to 2,000 characters, at least one of them visible, without control characters").optional();
    private static final Field<List<Id>> CHARACTER_IDS = Field
            .texts("characterIds", GenerationRequest.MAX_CHARACTERS, Id::parse, ID_RULE).orElse(List.of());
    private static final Field<SourceRole> ROLE = Field.text("role", SourceRole::parse, "must be subject or style")
            .orElse(SourceRole.SUBJECT);
    private static final Field<List<SourceReceipt>> SOURCES = Field.objects("sources", 0,
            GenerationRequest.MAX_SOURCES,
            Field.group(source -> new SourceReceipt(source.get(UploadJson.RECEIPT), source.get(ROLE)),
                    UploadJson.RECEIPT, ROLE))
            .orElse(List.of());
    private static final Field<Optional<UploadReceipt>> MASK = Field.object("mask", UploadJson.RECEIPT).optional();
    private static final Field<Optional<AspectRatio>> ASPECT_RATIO = Field.text("aspectRatio", AspectRatio::parse,
            "must be 1:1, 2:3, 3:2, 3:4, 4:3, 4:5, 5:4, 9:16, 16:9 or 21:9").optional();
    private static final Field<ImageSize> SIZE = Field.text("size", ImageSize::parse, "must be 1K, 2K or 4K")
            .orElse(ImageSize.SIZE_1K);
    private static final Field<Optional<Long>> FACTOR = Field.whole("factor", 2, 4).optional();
    private static final Field<EngineTier> ENGINE = Field.text("engine", EngineTier::parse, "must be standard or pro")
            .orElse(EngineTier.STANDARD);
    private static final Field<Optional<Long>> SEED = Field.whole("seed", 0, Integer.MAX_VALUE).optional();
    private static final Field<Optional<Double>> STRENGTH = Field.number("strength", 0, 1).optional();
    private static final Field<Boolean> KEEP_IDENTITY = Field.flag("keepIdentity").orElse(true);
    private static final Field<Optional<Long>> PRICE_VERSION = Field.whole("priceVersion", 1, Integer.MAX_VALUE)
            .optional();

    /** The body of a generation and of a quote. */
    static final Field<GenerationRequest> REQUEST = Field.group(GenerationFields::request, TYPE, PROMPT, TEMPLATE_ID,
            PARENT_ID, CHARACTER_IDS, SOURCES, MASK, ASPECT_RATIO, SIZE, FACTOR, ENGINE, SEED, STRENGTH, KEEP_IDENTITY,
            PRICE_VERSION);

    /** The query of the owner's list. */
    static final Field<GenerationFilter> FILTER = Field.group(
            query -> new GenerationFilter(query.get(STATUS), query.get(ONLY_TYPE), query.get(TEMPLATE_ID),
                    query.get(ROOT_ID)),
            STATUS, ONLY_TYPE, TEMPLATE_ID, ROOT_ID);

    private GenerationFields() {}

    private static GenerationRequest request(Values body) {
        return new GenerationRequest(body.get(TYPE), body.get(PROMPT), body.get(TEMPLATE_ID), body.get(PARENT_ID),
                body.get(CHARACTER_IDS), body.get(SOURCES), body.get(MASK), body.get(ASPECT_RATIO), body.get(SIZE),
                body.get(FACTOR).map(Long::intValue), body.get(ENGINE), body.get(SEED).map(Long::intValue),
                body.get(STRENGTH).map(OptionalDouble::of).orElse(OptionalDouble.empty()), body.get(KEEP_IDENTITY),
                body.get(PRICE_VERSION).map(Long::intValue));
    }

    private static Field<Optional<Id>> id(String name) {
        return Field.text(name, Id::parse, ID_RULE).optional();
    }

    private static Optional<GenerationFilter.State> state(String text) {
        return Stream.of(GenerationFilter.State.values())
                .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(text)).findFirst();
    }
}
