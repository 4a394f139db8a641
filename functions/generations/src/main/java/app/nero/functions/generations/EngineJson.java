package app.nero.functions.generations;

import app.nero.generation.AspectRatio;
import app.nero.generation.EngineOffer;
import app.nero.generation.EngineOffers;
import app.nero.generation.EngineTier;
import app.nero.generation.GenerationRequest;
import app.nero.generation.GenerationType;
import app.nero.generation.ImageSize;
import app.nero.generation.PriceList;
import app.nero.generation.PromptAlone;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/** Writes engines and their prices as JSON. */
final class EngineJson {

    private EngineJson() {}

    /** The members {@code engines} and {@code priceVersion}. */
    static void write(EngineOffers offers, PriceList prices, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("engines");
        for (EngineTier tier : EngineTier.values()) {
            Optional<EngineOffer> offer = offers.find(tier);
            if (offer.isPresent()) {
                write(tier, offer.get(), prices, json);
            }
        }
        json.writeEndArray();
        json.writeNumberField("priceVersion", prices.version());
    }

    private static void write(EngineTier tier, EngineOffer offer, PriceList prices, JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("id", tier.text());
        json.writeStringField("name", offer.name());
        writeTexts("types", offer.types(), GenerationType::text, json);
        writeTexts("sizes", offer.sizes(), ImageSize::text, json);
        writeTexts("aspectRatios", offer.aspectRatios(), AspectRatio::text, json);
        json.writeNumberField("maxSources", offer.maxSources());
        json.writeNumberField("maxCharacters", offer.maxCharacters());
        json.writeObjectFieldStart("stars");
        writePrices(tier, offer, prices, json);
        json.writeEndObject();
        json.writeBooleanField("textToImage", offer.promptAlone() == PromptAlone.GENERATES);
        json.writeBooleanField("local", offer.local());
        json.writeNumberField("etaSeconds", offer.eta().toSeconds());
        json.writeEndObject();
    }

    /** In the order of the constants, so that the body, and with it the entity tag, is the same everywhere. */
    private static <T extends Enum<T>> void writeTexts(String name, Collection<T> values, Function<T, String> text,
            JsonGenerator json) throws IOException {
        json.writeFieldName(name);
        String[] texts = values.stream().sorted().map(text).toArray(String[]::new);
        json.writeArray(texts, 0, texts.length);
    }

    private static void writePrices(EngineTier tier, EngineOffer offer, PriceList prices, JsonGenerator json)
            throws IOException {
        for (ImageSize size : offer.sizes().stream().sorted().toList()) {
            json.writeNumberField(size.text(), prices.price(tier, size));
        }
        if (offer.types().contains(GenerationType.UPSCALE)) {
            for (int factor : GenerationRequest.FACTORS) {
                json.writeNumberField("x" + factor, prices.priceOfUpscale(factor));
            }
        }
    }
}
