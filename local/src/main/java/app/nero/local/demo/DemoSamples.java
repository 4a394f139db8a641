package app.nero.local.demo;

import app.nero.local.ImportLine.OfTemplate;
import app.nero.studio.Samples;
import app.nero.template.SearchText;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The images of the demo templates, found by the words of their templates. */
public final class DemoSamples implements Samples {

    /** Shorter words say little about an image. */
    private static final int MIN_LENGTH = 3;

    private record Sample(String image, Set<String> words) {

        long score(Set<String> wanted) {
            return wanted.stream().filter(words::contains).count();
        }
    }

    private final List<Sample> samples = DemoContent.templates().stream().map(DemoSamples::sample).toList();

    private static Sample sample(OfTemplate line) {
        return new Sample(line.image().orElseThrow(), line.content().searchTokens());
    }

    @Override
    public Optional<byte[]> find(String prompt, int seed) {
        return Optional.of(DemoContent.read(name(prompt, seed)));
    }

    /** The file of the image that shares the most words with a prompt. */
    String name(String prompt, int seed) {
        Set<String> wanted = SearchText.tokens(Stream.of(prompt));
        wanted.removeIf(word -> word.length() < MIN_LENGTH);
        long best = samples.stream().mapToLong(sample -> sample.score(wanted)).max().orElseThrow();
        List<Sample> fitting = samples.stream().filter(sample -> sample.score(wanted) == best).toList();
        return fitting.get(Math.floorMod(seed, fitting.size())).image();
    }
}
