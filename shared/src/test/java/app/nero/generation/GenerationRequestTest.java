package app.nero.generation;

import static app.nero.generation.GenerationWorld.RequestBuilder.aRequest;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.generation.GenerationWorld.RequestBuilder;
import app.nero.kernel.Id;
import app.nero.testing.Some;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of a request's fields, and its price. */
class GenerationRequestTest {

    private final GenerationWorld world = new GenerationWorld();
    private final Id user = Some.id();

    @Test
    void needsAPromptUnlessATemplateBringsOne() {
        assertBreaks("prompt", aRequest().withoutPrompt());
        assertKeeps(aRequest());
        assertKeeps(aRequest().withoutPrompt().template(Some.id()));
        assertKeeps(aRequest().withoutPrompt().type(GenerationType.UPSCALE).parent(Some.id()));
    }

    @Test
    void acceptsAtMostFiveDifferentSources() {
        List<SourceReceipt> six = Stream.generate(this::subject).limit(6).toList();

        assertKeeps(aRequest().sources(six.subList(0, 5).toArray(SourceReceipt[]::new)));
        assertBreaks("sources", aRequest().sources(six.toArray(SourceReceipt[]::new)));
        assertBreaks("sources", aRequest().sources(six.getFirst(), six.getFirst()));
        SourceReceipt again = new SourceReceipt(world.store.receipt(six.getFirst().receipt().publicId()),
                SourceRole.STYLE);
        assertBreaks("sources", aRequest().sources(six.getFirst(), again));
    }

    @Test
    void acceptsAtMostTwoDifferentCharacters() {
        Id first = Some.id();

        assertKeeps(aRequest().characters(first, Some.id()));
        assertBreaks("characterIds", aRequest().characters(first, Some.id(), Some.id()));
        assertBreaks("characterIds", aRequest().characters(first, first));
    }

    @Test
    void needsAnImageToEdit() {
        assertBreaks("sources", aRequest().type(GenerationType.EDIT));
        assertBreaks("sources", aRequest().type(GenerationType.EDIT).sources(style()));
        assertKeeps(aRequest().type(GenerationType.EDIT).sources(subject()));
        assertKeeps(aRequest().type(GenerationType.EDIT).parent(Some.id()));
        assertKeeps(aRequest().type(GenerationType.EDIT).characters(Some.id()));
    }

    @Test
    void acceptsAMaskForOneSubject() {
        assertKeeps(aRequest().type(GenerationType.EDIT).sources(subject(), style()).mask(subject()));
        assertKeeps(aRequest().type(GenerationType.EDIT).parent(Some.id()).mask(subject()));
        assertBreaks("mask", aRequest().type(GenerationType.EDIT).sources(subject(), subject()).mask(subject()));
        assertBreaks("mask", aRequest().type(GenerationType.EDIT).characters(Some.id()).mask(subject()));
        assertBreaks("mask", aRequest().sources(subject()).mask(subject()));
        SourceReceipt subject = subject();
        assertBreaks("sources", aRequest().type(GenerationType.EDIT).sources(subject).mask(subject));
    }

    @Test
    void enlargesOneImageTwiceOrFourfold() {
        assertKeeps(aRequest().type(GenerationType.UPSCALE).sources(subject()).factor(4));
        assertBreaks("factor", aRequest().type(GenerationType.UPSCALE).sources(subject()).factor(3));
        assertBreaks("factor", aRequest().factor(2));
        assertBreaks("sources", aRequest().type(GenerationType.UPSCALE));
        assertBreaks("sources", aRequest().type(GenerationType.UPSCALE).sources(subject(), subject()));
        assertBreaks("sources", aRequest().type(GenerationType.UPSCALE).sources(subject(), style()));
        assertBreaks("sources",
                aRequest().type(GenerationType.UPSCALE).sources(subject()).characters(Some.id()));
        assertBreaks("sources", aRequest().type(GenerationType.UPSCALE).sources(subject()).template(Some.id()));
    }

    @Test
    void hasAnImageToWorkOnUnlessItIsAPromptAlone() {
        assertFalse(aRequest().build().needs().hasImage());
        for (RequestBuilder request : List.of(aRequest().parent(Some.id()), aRequest().template(Some.id()),
                aRequest().characters(Some.id()), aRequest().sources(style()))) {
            assertTrue(request.build().needs().hasImage());
        }
    }

    @Test
    void limitsSeedAndStrength() {
        assertBreaks("seed", aRequest().seed(-1));
        assertKeeps(aRequest().seed(0));
        assertBreaks("strength", aRequest().strength(1.01));
        assertBreaks("strength", aRequest().strength(-0.01));
        assertBreaks("strength", aRequest().strength(Double.NaN));
        assertKeeps(aRequest().strength(0));
        assertKeeps(aRequest().strength(1));
    }

    @Test
    void fillsInDefaults() {
        ImageOptions options = aRequest().type(GenerationType.UPSCALE).build().options(7, Optional.empty(), 3);

        assertEquals(new ImageOptions(Optional.empty(), ImageSize.SIZE_1K, Optional.of(2), 7, 0.8, true,
                EngineTier.STANDARD, 3), options);
        assertEquals(5, aRequest().seed(5).build().options(7, Optional.empty(), 3).seed());
        assertEquals(Optional.empty(), aRequest().build().options(7, Optional.empty(), 3).factor());
    }

    @Test
    void takesTheStrengthOfTheTemplateIfTheRequestHasNone() {
        assertEquals(0.5, aRequest().build().options(7, Optional.of(0.5), 3).strength());
        assertEquals(0.0, aRequest().strength(0).build().options(7, Optional.of(0.5), 3).strength());
    }

    @ParameterizedTest
    @CsvSource({"GENERATE, STANDARD, SIZE_1K, 1", "EDIT, STANDARD, SIZE_2K, 1", "GENERATE, STANDARD, SIZE_4K, 2",
            "GENERATE, PRO, SIZE_1K, 2", "EDIT, PRO, SIZE_2K, 2", "GENERATE, PRO, SIZE_4K, 4",
            "UPSCALE, PRO, SIZE_4K, 1"})
    void costsWhatThePriceListSays(GenerationType type, EngineTier engine, ImageSize size, int stars) {
        assertEquals(stars, Prices.ALL.current().price(aRequest().type(type).engine(engine).size(size).build()));
    }

    @Test
    void costsMoreToEnlargeFourfold() {
        RequestBuilder upscale = aRequest().type(GenerationType.UPSCALE);

        assertEquals(1, Prices.ALL.current().price(upscale.factor(2).build()));
        assertEquals(2, Prices.ALL.current().price(upscale.factor(4).build()));
    }

    @Test
    void noticesAPriceThatHasRisen() {
        Prices prices = new Prices(
                List.of(new PriceList(1, 1, 2, 2, 4, 1, 2), new PriceList(2, 2, 2, 1, 4, 1, 2)));

        assertTrue(prices.haveRisenFor(aRequest().priceVersion(1).build()));
        assertFalse(prices.haveRisenFor(aRequest().priceVersion(2).build()));
        assertFalse(prices.haveRisenFor(aRequest().build()));
        assertFalse(prices.haveRisenFor(aRequest().priceVersion(1).size(ImageSize.SIZE_4K).build()));
        assertFalse(prices.haveRisenFor(aRequest().priceVersion(1).engine(EngineTier.PRO).build()));
        assertTrue(prices.haveRisenFor(aRequest().priceVersion(3).build()));
    }

    private SourceReceipt subject() {
        return world.source(user, SourceRole.SUBJECT);
    }

    private SourceReceipt style() {
        return world.source(user, SourceRole.STYLE);
    }

    private static void assertBreaks(String field, RequestBuilder request) {
        assertEquals(Optional.of(field), request.build().violation().map(Violation::field));
    }

    private static void assertKeeps(RequestBuilder request) {
        assertEquals(Optional.empty(), request.build().violation());
    }
}
