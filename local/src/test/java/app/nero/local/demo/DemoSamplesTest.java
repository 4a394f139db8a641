package app.nero.local.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.picture.Picture;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which demo image stands in for a prompt. */
class DemoSamplesTest {

    private final DemoSamples samples = new DemoSamples();

    @ParameterizedTest
    @CsvSource({"a girl with headphones in the rain, portrait-01.webp", "دختری با روسری سبز, portrait-02.webp",
            "a pine forest with fog in a profile, portrait-03.webp"})
    void findsTheImageWhoseWordsFitBest(String prompt, String image) {
        assertEquals(image, samples.name(prompt, 0));
        assertEquals(image, samples.name(prompt, 99));
    }

    @Test
    void choosesByTheSeedIfNoWordFits() {
        Set<String> images = IntStream.range(0, 20).mapToObj(seed -> samples.name("xyzzy", seed))
                .collect(Collectors.toSet());

        assertTrue(images.size() > 10, images::toString);
    }

    @Test
    void ignoresShortWords() {
        assertEquals(samples.name("xyzzy", 5), samples.name("a of in xyzzy", 5));
    }

    @Test
    void returnsAPicture() {
        byte[] file = samples.find("a girl with headphones", 1).orElseThrow();

        assertTrue(Picture.read(file) instanceof Picture.Reading.Accepted);
    }
}
