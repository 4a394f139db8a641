package app.nero.generation;

import app.nero.character.CharacterImage;
import app.nero.character.Characters;
import app.nero.character.UserCharacter;
import app.nero.kernel.Id;
import app.nero.kernel.InParallel;
import app.nero.picture.ImageStore;
import app.nero.picture.PictureLoader;
import app.nero.picture.PublicId;
import app.nero.picture.StoredPicture;
import app.nero.picture.UploadFault;
import app.nero.template.Prompt;
import app.nero.template.Template;
import app.nero.template.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Loads what an engine needs for a generation: prompts, and the files of all images. */
public final class LoadInputs {

    /** Enough to recognize a person; more would only fill the worker's memory. */
    private static final int IMAGES_PER_CHARACTER = 3;

    /** An image that is still to be loaded. */
    private record Reference(String url, SourceRole role) {}

    private final Generations generations;
    private final Templates templates;
    private final Characters characters;
    private final ImageStore store;
    private final PictureLoader loader;
    private final int maxMegapixels;

    /** @param maxMegapixels of an upload */
    public LoadInputs(Generations generations, Templates templates, Characters characters, ImageStore store,
            PictureLoader loader, int maxMegapixels) {
        this.generations = generations;
        this.templates = templates;
        this.characters = characters;
        this.store = store;
        this.loader = loader;
        this.maxMegapixels = maxMegapixels;
    }

    /** @return empty if something that the generation uses does not exist any more, or is no image */
    Optional<EngineJob> load(Generation generation) {
        Recipe recipe = generation.recipe();
        Optional<Template> template = recipe.templateId().flatMap(templates::find);
        Optional<List<Reference>> references = references(generation, template);
        Optional<Optional<String>> mask = present(recipe.mask().map(this::url));
        if (references.isEmpty() || mask.isEmpty() || recipe.templateId().isPresent() && template.isEmpty()) {
            return Optional.empty();
        }
        List<String> urls = Stream.concat(references.get().stream().map(Reference::url), mask.get().stream()).toList();
        List<Optional<byte[]>> files = InParallel.map(urls, loader::load);
        if (!files.stream().allMatch(Optional::isPresent)) {
            return Optional.empty();
        }
        List<EngineImage> images = new ArrayList<>();
        for (int i = 0; i < references.get().size(); i++) {
            images.add(new EngineImage(files.get(i).get(), references.get().get(i).role()));
        }
        return Optional.of(new EngineJob(generation.id(), recipe.type(), recipe.prompt().map(Prompt::value).orElse(""),
                template.map(it -> it.content().prompt().main().value()).orElse(""), images,
                mask.get().flatMap(_ -> files.getLast()),
                recipe.options()));
    }

    /** Subjects first, then styles; the template last. Empty if one of them is missing. */
    private Optional<List<Reference>> references(Generation generation, Optional<Template> template) {
        Recipe recipe = generation.recipe();
        Id userId = generation.userId();
        List<Optional<Reference>> all = new ArrayList<>();
        recipe.parentId().ifPresent(id -> all.add(generations.find(userId, id).flatMap(Generation::image)
                .map(image -> new Reference(image.url(), SourceRole.SUBJECT))));
        addSources(recipe, SourceRole.SUBJECT, all);
        for (Id id : recipe.characterIds()) {
            List<CharacterImage> images = characters.find(userId, id).map(UserCharacter::images).orElse(List.of());
            all.add(images.stream().findFirst().map(LoadInputs::subject));
            images.stream().skip(1).limit(IMAGES_PER_CHARACTER - 1L).forEach(it -> all.add(Optional.of(subject(it))));
        }
        addSources(recipe, SourceRole.STYLE, all);
        template.ifPresent(it -> all.add(Optional.of(new Reference(it.imageUrl(), SourceRole.STYLE))));
        return all.stream().allMatch(Optional::isPresent)
                ? Optional.of(all.stream().map(Optional::orElseThrow).toList())
                : Optional.empty();
    }

    private void addSources(Recipe recipe, SourceRole role, List<Optional<Reference>> all) {
        recipe.sources().stream().filter(source -> source.role() == role)
                .forEach(source -> all.add(url(source.publicId()).map(url -> new Reference(url, role))));
    }

    private static Reference subject(CharacterImage image) {
        return new Reference(image.url(), SourceRole.SUBJECT);
    }

    /** The address of an upload, if the user uploaded an image that may be used. */
    private Optional<String> url(PublicId publicId) {
        Optional<StoredPicture> stored = store.find(publicId);
        return UploadFault.of(stored, maxMegapixels).isPresent() ? Optional.empty() : stored.map(StoredPicture::url);
    }

    /** Empty if what is asked for is missing; an empty value if nothing is asked for. */
    private static Optional<Optional<String>> present(Optional<Optional<String>> asked) {
        return asked.isEmpty() || asked.get().isPresent()
                ? Optional.of(asked.flatMap(it -> it))
                : Optional.empty();
    }
}
