package app.nero.generation;

import static app.nero.generation.GenerationBuilder.aGeneration;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.nero.kernel.Id;
import app.nero.picture.InMemoryImageStore;
import app.nero.picture.InMemoryImageStore.Fault;
import app.nero.picture.PublicId;
import app.nero.testing.Some;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindSourcesTest {

    private final InMemoryImageStore store = new InMemoryImageStore();
    private final FindSources findSources = new FindSources(store);
    private final Id user = Some.id();
    private final PublicId subject = PublicId.ofUpload(user, Some.id());
    private final PublicId deleted = PublicId.ofUpload(user, Some.id());
    private final PublicId style = PublicId.ofUpload(user, Some.id());

    FindSourcesTest() {
        store.put(subject, Some.picture());
        store.put(style, Some.picture());
    }

    @Test
    void findsTheUploadsThatAreLeftInTheirOrder() {
        List<FindSources.Source> sources = findSources.find(generation(GenerationStatus.SUCCEEDED));

        assertEquals(List.of(new FindSources.Source(url(subject), SourceRole.SUBJECT),
                new FindSources.Source(url(style), SourceRole.STYLE)), sources);
    }

    @Test
    void findsNoneWithoutAResult() {
        assertEquals(List.of(), findSources.find(generation(GenerationStatus.FAILED)));
    }

    @Test
    void showsAResultWithoutThemWhileTheStoreIsDown() {
        store.failing(Fault.BEFORE, _ -> true);

        assertEquals(List.of(), findSources.find(generation(GenerationStatus.SUCCEEDED)));
    }

    private String url(PublicId picture) {
        return store.find(picture).orElseThrow().url();
    }

    private Generation generation(GenerationStatus status) {
        return aGeneration().userId(user).status(status).sources(List.of(new SourceImage(subject, SourceRole.SUBJECT),
                new SourceImage(deleted, SourceRole.SUBJECT), new SourceImage(style, SourceRole.STYLE))).build();
    }
}
