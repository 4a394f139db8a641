package app.nero.generation.replicate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.generation.AspectRatio;
import app.nero.generation.EngineImage;
import app.nero.generation.EngineJob;
import app.nero.generation.EngineJobs;
import app.nero.generation.EngineOffer;
import app.nero.generation.EngineTier;
import app.nero.generation.GenerationType;
import app.nero.generation.ImageOptions;
import app.nero.generation.ImageSize;
import app.nero.generation.PromptAlone;
import app.nero.generation.SourceRole;
import app.nero.http.Json;
import app.nero.picture.Picture;
import app.nero.picture.SomePictures;
import app.nero.testing.Some;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelInputTest {

    private static final String PROMPT = "a watercolour";
    private static final byte[] FACE = SomePictures.jpeg(8, 6, 2);
    private static final byte[] STYLE = SomePictures.png(5, 5, 4);
    private static final byte[] MASK = SomePictures.png(8, 6, 5);
    private static final EngineImage SUBJECT = new EngineImage(FACE, SourceRole.SUBJECT);
    private static final ModelInput FLUX = ModelInput.parse(ModelInput.DEFAULT);

    /** The input of black-forest-labs/flux-kontext-pro, which takes one image. */
    private static final ModelInput KONTEXT = ModelInput.parse("""
        {"prompt": "$prompt", "input_image": "$image", "aspect_ratio": "$aspectRatio", "seed": "$seed"}""");

    @Test
    void writesTheInputOfTheDefaultModel() throws IOException {
        JsonNode input = write(FLUX, job(List.of(SUBJECT, new EngineImage(STYLE, SourceRole.STYLE)), Optional.empty()));

        assertEquals("4 MP", input.get("resolution").asText());
        assertEquals("3:4", input.get("aspect_ratio").asText());
        assertEquals(42, input.get("seed").asInt());
        assertEquals("jpg", input.get("output_format").asText());
        assertEquals(2, input.get("safety_tolerance").asInt());
        assertPicture("image/jpeg", FACE, input.at("/input_images/0"));
        assertPicture("image/png", STYLE, input.at("/input_images/1"));
        assertEquals(2, input.get("input_images").size());
        String prompt = input.get("prompt").asText();
        assertTrue(prompt.startsWith("Image 1, the subject: "), prompt);
        assertTrue(prompt.contains("\nImage 2, the template: "), prompt);
        assertTrue(prompt.contains("in the snow") && prompt.endsWith("must not change."), prompt);
    }

    @Test
    void offersWhatTheDefaultModelCanDo() {
        EngineOffer offer = ReplicateOffers.of(FLUX);

        assertEquals(Set.of(GenerationType.GENERATE, GenerationType.EDIT), offer.types());
        assertEquals(Set.of(ImageSize.SIZE_1K, ImageSize.SIZE_2K), offer.sizes());
        assertEquals(9, offer.aspectRatios().size());
        assertFalse(offer.aspectRatios().contains(AspectRatio.R21_9));
        assertEquals(List.of(4, 1), List.of(offer.maxSources(), offer.maxCharacters()));
        assertFalse(offer.local());
        assertEquals(PromptAlone.GENERATES, offer.promptAlone());
    }

    @Test
    void offersLessWithAModelThatTakesLess() {
        EngineOffer one = ReplicateOffers.of(KONTEXT);
        EngineOffer none = ReplicateOffers.of(ModelInput.parse("{\"prompt\":\"$prompt\"}"));
        EngineOffer more = ReplicateOffers.of(ModelInput.parse("{\"prompt\":\"$prompt\",\"images\":\"$images\","
                + "\"size\":\"$size\",\"aspect_ratio\":\"$aspectRatio\"}"));

        assertEquals(List.of(1, 1), List.of(one.maxSources(), one.maxCharacters()));
        assertEquals(Set.of(ImageSize.SIZE_1K), one.sizes());
        assertEquals(List.of(0, 0), List.of(none.maxSources(), none.maxCharacters()));
        assertEquals(Set.of(GenerationType.GENERATE), none.types());
        assertEquals(Set.of(), none.aspectRatios());
        assertEquals(List.of(5, 1), List.of(more.maxSources(), more.maxCharacters()));
        assertEquals(Set.of(ImageSize.values()), more.sizes());
        assertEquals(Set.of(AspectRatio.values()), more.aspectRatios());
    }

    @Test
    void givesAModelThatTakesOneImageTheFirstSubject() throws IOException {
        JsonNode input = write(KONTEXT,
                job(List.of(SUBJECT, new EngineImage(STYLE, SourceRole.STYLE)), Optional.empty()));

        assertPicture("image/jpeg", FACE, input.get("input_image"));
        assertFalse(input.get("prompt").asText().contains("Image 2"), input::toString);
    }

    @Test
    void keepsTheShapeOfAnImageIfTheUserChoseNone() throws IOException {
        EngineJob withImage = withoutAspectRatio(List.of(SUBJECT));
        EngineJob withoutImage = withoutAspectRatio(List.of());
        ModelInput fixed = ModelInput.parse("{\"prompt\":\"$prompt\",\"image\":\"$image\","
                + "\"ratio\":{\"$aspectRatio\":[\"1:1\"]}}");

        assertEquals("match_input_image", write(FLUX, withImage).get("aspect_ratio").asText());
        assertFalse(write(FLUX, withoutImage).has("aspect_ratio"));
        assertFalse(write(fixed, withImage).has("ratio"));
    }

    @Test
    void leavesOutWhatTheJobDoesNotHave() throws IOException {
        JsonNode input = write(KONTEXT, EngineJobs.of(PROMPT));

        assertFalse(input.has("input_image"));
        assertEquals(3, input.size());
    }

    @Test
    void sendsTheMaskApartIfTheModelTakesOne() throws IOException {
        ModelInput fill = ModelInput.parse("{\"prompt\":\"$prompt\",\"image\":\"$image\",\"mask\":\"$mask\"}");

        JsonNode input = write(fill, job(List.of(SUBJECT), Optional.of(MASK)));

        assertPicture("image/jpeg", FACE, input.get("image"));
        assertPicture("image/png", MASK, input.get("mask"));
        assertFalse(input.get("prompt").asText().contains("mask"), input::toString);
    }

    @Test
    void sendsTheMaskAsTheLastImageOtherwise() throws IOException {
        JsonNode input = write(FLUX, job(List.of(SUBJECT), Optional.of(MASK)));

        assertPicture("image/png", MASK, input.at("/input_images/1"));
        assertTrue(input.get("prompt").asText().contains("\nImage 2. The mask: "), input::toString);
    }

    @Test
    void leavesOutTheLastSubjectsIfThereAreTooManyImages() throws IOException {
        List<EngineImage> images = IntStream.range(0, 10).mapToObj(i -> i < 9
                ? new EngineImage(SomePictures.jpeg(8, 6, i), SourceRole.SUBJECT)
                : new EngineImage(STYLE, SourceRole.STYLE)).toList();

        JsonNode input = write(FLUX, job(images, Optional.empty()));

        assertEquals(8, input.get("input_images").size());
        assertPicture("image/jpeg", images.getFirst().file(), input.at("/input_images/0"));
        assertPicture("image/png", STYLE, input.at("/input_images/7"));
        assertTrue(input.get("prompt").asText().contains("\nImage 8, the template: "), input::toString);
    }

    @Test
    void refusesWhatTheModelCannotSee() {
        ModelInput text = ModelInput.parse("{\"prompt\":\"$prompt\"}");

        assertEquals(Optional.empty(), text.of(job(List.of(SUBJECT), Optional.empty())));
        assertEquals(Optional.empty(), KONTEXT.of(job(List.of(SUBJECT), Optional.of(MASK))));
        assertTrue(text.of(job(List.of(new EngineImage(STYLE, SourceRole.STYLE)), Optional.empty())).isPresent());
    }

    @Test
    void refusesWhatIsNoPicture() {
        byte[] html = "<html>".getBytes(StandardCharsets.UTF_8);

        assertEquals(Optional.empty(),
                FLUX.of(job(List.of(new EngineImage(html, SourceRole.SUBJECT)), Optional.empty())));
        assertEquals(Optional.empty(), FLUX.of(job(List.of(SUBJECT), Optional.of(html))));
    }

    @Test
    void sendsLargePicturesSmaller() throws IOException {
        byte[] large = SomePictures.png(2_000, 1_000, 1);

        String url = write(FLUX, job(List.of(new EngineImage(large, SourceRole.SUBJECT)), Optional.empty()))
                .at("/input_images/0").asText();

        assertTrue(url.startsWith("data:image/jpeg;base64,"));
        byte[] sent = Base64.getDecoder().decode(url.substring(url.indexOf(',') + 1));
        Picture picture = ((Picture.Reading.Accepted) Picture.read(sent)).picture();
        assertEquals("1536 x 768", picture.width() + " x " + picture.height());
    }

    @Test
    void sendsNoMetadata() throws IOException {
        byte[] located = SomePictures.withSegment(FACE, 0xe1, "Exif\0\0 canary".getBytes(
                StandardCharsets.ISO_8859_1));

        String url = write(FLUX, job(List.of(new EngineImage(located, SourceRole.SUBJECT)), Optional.empty()))
                .at("/input_images/0").asText();

        String sent = new String(Base64.getDecoder().decode(url.substring(url.indexOf(',') + 1)),
                StandardCharsets.ISO_8859_1);
        assertFalse(sent.contains("canary"));
    }

    @Test
    void replacesValuesAndSendsConstantsAsTheyAre() throws IOException {
        ModelInput input = ModelInput.parse("""
            {"text": "$prompt", "quality": {"$size": {"1K": {"steps": 4}, "2K": 7}}, "influence": "$strength",
             "options": {"a": [1, null, true]}, "nothing": null}""");

        JsonNode written = write(input, EngineJobs.of(PROMPT));

        assertEquals("{\"text\":\"Generate one image.\\nWhat the image must show: a watercolour\",\"quality\":7,"
                + "\"influence\":0.8,\"options\":{\"a\":[1,null,true]},\"nothing\":null}", written.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "7", "{", "{}", "{\"prompt\":\"prompt\"}", "{\"prompt\":\"$prompt\"} 7",
            "{\"prompt\":\"$prompt\",\"x\":\"$unknown\"}", "{\"prompt\":\"$prompt\",\"x\":{\"$unknown\":1}}",
            "{\"prompt\":\"$prompt\",\"x\":{\"$size\":\"1K\"}}",
            "{\"prompt\":\"$prompt\",\"x\":{\"$size\":[],\"y\":1}}",
            "{\"prompt\":\"$prompt\",\"prompt\":\"$prompt\"}"})
    void refusesATextThatIsNoInput(String text) {
        assertThrows(IllegalArgumentException.class, () -> ModelInput.parse(text));
    }

    private static JsonNode write(ModelInput input, EngineJob job) throws IOException {
        return new ObjectMapper().readTree(Json.object(input.of(job).orElseThrow()));
    }

    private static EngineJob job(List<EngineImage> images, Optional<byte[]> mask) {
        return EngineJobs.of(PROMPT, "in the snow", images, mask);
    }

    private static EngineJob withoutAspectRatio(List<EngineImage> images) {
        return new EngineJob(Some.id(), GenerationType.GENERATE, PROMPT, "", images, Optional.empty(),
                new ImageOptions(Optional.empty(), ImageSize.SIZE_1K, Optional.empty(), 42, 0.8, true,
                        EngineTier.STANDARD, 1));
    }

    private static void assertPicture(String mediaType, byte[] file, JsonNode url) {
        String start = "data:" + mediaType + ";base64,";
        assertTrue(url.asText().startsWith(start), url::toString);
        assertArrayEquals(file, Base64.getDecoder().decode(url.asText().substring(start.length())));
    }
}
