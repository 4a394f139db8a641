package app.nero.template;

import static app.nero.template.TemplateBuilder.aTemplate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.audit.Audit;
import app.nero.audit.InMemoryAuditLog;
import app.nero.favorite.Favorite;
import app.nero.favorite.InMemoryFavorites;
import app.nero.kernel.Id;
import app.nero.kernel.Localized;
import app.nero.kernel.UnavailableException;
import app.nero.picture.InMemoryImageStore;
import app.nero.picture.InMemoryImageStore.Fault;
import app.nero.picture.InMemoryUploads;
import app.nero.picture.Picture;
import app.nero.picture.PictureFormat;
import app.nero.picture.PublicId;
import app.nero.picture.SignedUpload;
import app.nero.picture.SomePictures;
import app.nero.picture.StoredPicture;
import app.nero.picture.Upload;
import app.nero.picture.UploadFault;
import app.nero.picture.UploadReceipt;
import app.nero.testing.MutableClock;
import app.nero.testing.Some;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Creating, editing, deleting and importing templates, also with failures in between. */
class AdminTemplatesTest {

    private static final Picture PICTURE = ((Picture.Reading.Accepted) Picture.read(SomePictures.jpeg(40, 30, 1)))
            .picture();

    private final MutableClock clock = MutableClock.atNoon();
    private final SecureRandom random = new SecureRandom();
    private final InMemoryTemplates templates = new InMemoryTemplates();
    private final InMemoryCategories categories = new InMemoryCategories(templates);
    private final InMemoryUploads uploads = new InMemoryUploads();
    private final InMemoryImageStore store = new InMemoryImageStore();
    private final InMemoryAuditLog auditLog = new InMemoryAuditLog();
    private final Audit audit = new Audit(auditLog, clock, random);
    private final CreateTemplate create = new CreateTemplate(templates, categories, uploads, store, 1, audit,
            clock);
    private final EditTemplate edit = new EditTemplate(templates, categories, audit, clock);
    private final InMemoryFavorites favorites = new InMemoryFavorites();
    private final DeleteTemplate delete = new DeleteTemplate(templates, favorites, uploads, store, audit, clock);
    private final ImportTemplate importTemplate = new ImportTemplate(templates, categories, store, audit, clock,
            random);
    private final Id admin = Some.id();
    private final TemplateContent content = content("A harbour", "city");

    AdminTemplatesTest() {
        categories.put(new Category(Some.id(), new Slug("city"), new Label("Cities"), new Label("شهرها")));
    }

    @Test
    void createsATemplateFromAnUploadAndForgetsTheUpload() {
        Id id = Some.id();
        UploadReceipt receipt = uploaded(admin);

        Template template = assertInstanceOf(CreateTemplate.Result.Created.class,
                create.create(admin, id, content, receipt)).template();

        assertEquals(Optional.of(template), templates.find(id));
        assertEquals(receipt.publicId(), template.publicId());
        assertEquals(0, uploads.size());
        assertEquals("template.create", auditLog.entries().getFirst().action());
        assertEquals(new CreateTemplate.Result.NotUsable(), create.create(admin, Some.id(), content, receipt));
    }

    @Test
    void changesNothingIfTheAuditLogFails() {
        UploadReceipt receipt = uploaded(admin);
        Template template = aTemplate().category("city").build();
        templates.add(template);
        auditLog.fail();

        assertThrows(UnavailableException.class, () -> create.create(admin, Some.id(), content, receipt));
        assertThrows(UnavailableException.class, () -> edit.edit(admin.value(), template.id(), _ -> content));
        assertThrows(UnavailableException.class, () -> delete.delete(admin, template.id()));
        assertThrows(UnavailableException.class,
                () -> importTemplate.put(new ExternalKey("k"), content, () -> PICTURE));

        assertEquals(Optional.of(template), templates.find(template.id()));
        assertTrue(templates.findByExternalKey(new ExternalKey("k")).isEmpty());
    }

    @Test
    void keepsAnUploadUsableAfterAFailedAttempt() {
        UploadReceipt receipt = uploaded(admin);
        store.failing(Fault.BEFORE, _ -> true);
        assertThrows(UnavailableException.class, () -> create.create(admin, Some.id(), content, receipt));
        store.recover();
        assertEquals(new CreateTemplate.Result.NoSuchCategory(),
                create.create(admin, Some.id(), content("x", "nowhere"), receipt));

        assertInstanceOf(CreateTemplate.Result.Created.class, create.create(admin, Some.id(), content, receipt));
    }

    @Test
    void refusesAnotherAdminsUploadACharactersPictureAndFaultyUploads() {
        assertEquals(new CreateTemplate.Result.NotUsable(),
                create.create(admin, Some.id(), content, uploaded(Some.id())));
        PublicId character = PublicId.ofCharacter(admin, Some.id());
        uploads.add(List.of(
                Upload.granted(character, admin, clock.instant().plusSeconds(60), clock.instant().plusSeconds(60))));
        assertEquals(new CreateTemplate.Result.NotUsable(),
                create.create(admin, Some.id(), content, store.receipt(character)));
        UploadReceipt unsupported = granted(admin);
        store.add(new StoredPicture(unsupported.publicId(), "https://x.example", Optional.<PictureFormat>empty(), 10, 1,
                1));
        assertEquals(new CreateTemplate.Result.BadUpload(new UploadFault.NotAPicture()),
                create.create(admin, Some.id(), content, unsupported));
        UploadReceipt large = granted(admin);
        store.add(new StoredPicture(large.publicId(), "https://x.example", Optional.of(PictureFormat.PNG), 10, 1,
                1_000_001));
        assertEquals(new CreateTemplate.Result.BadUpload(new UploadFault.TooManyPixels(1)),
                create.create(admin, Some.id(), content, large));
        assertEquals(new CreateTemplate.Result.BadUpload(new UploadFault.Missing()),
                create.create(admin, Some.id(), content, granted(admin)));
    }

    @Test
    void keepsAFaultyUploadUsable() {
        UploadReceipt receipt = granted(admin);
        assertEquals(new CreateTemplate.Result.BadUpload(new UploadFault.Missing()),
                create.create(admin, Some.id(), content, receipt));

        store.add(new StoredPicture(receipt.publicId(), "https://x.example", Optional.of(PictureFormat.PNG), 10, 1, 1));

        assertInstanceOf(CreateTemplate.Result.Created.class, create.create(admin, Some.id(), content, receipt));
    }

    @Test
    void logsOnlyTheFieldsThatAnEditChanges() {
        Template template = aTemplate().prompt("Before").category("city").build();
        templates.add(template);

        edit.edit(admin.value(), template.id(),
                old -> new TemplateContent(old.title(), Localized.inEnglish(new Prompt("After")), old.style(),
                        old.category(), old.tags(), old.strength(), old.pinned()));
        EditTemplate.Result unchanged = edit.edit(admin.value(), template.id(), old -> old);

        assertEquals(new EditTemplate.Result.Edited(templates.find(template.id()).orElseThrow()), unchanged);
        assertEquals("After", templates.find(template.id()).orElseThrow().content().prompt().main().value());
        assertEquals(1, auditLog.entries().size());
        assertEquals(Map.of("prompt", "Before"), auditLog.entries().getFirst().before());
        assertEquals(Map.of("prompt", "After"), auditLog.entries().getFirst().after());
        assertEquals(new EditTemplate.Result.NoSuchCategory(),
                edit.edit(admin.value(), template.id(), _ -> content("x", "nowhere")));
        assertEquals(new EditTemplate.Result.NotFound(), edit.edit(admin.value(), Some.id(), _ -> content));
    }

    @Test
    void logsTextsInBothLanguages() {
        TemplateContent both = aTemplate().category("city").title("Harbour", "بندر").style("Ink", "مرکب").tags("sea")
                .tag("night", "شب").content();

        edit.edit(admin.value(), added(aTemplate().category("city").build()).id(), _ -> both);

        Map<String, String> after = auditLog.entries().getFirst().after();
        assertEquals("Harbour / بندر", after.get("title"));
        assertEquals("Ink / مرکب", after.get("style"));
        assertEquals("sea, night / شب", after.get("tags"));
    }

    @Test
    void doesNotOverwriteAConcurrentEditOrRestoreADeletedTemplate() {
        Template edited = added(aTemplate().category("city").build());
        Template deleted = added(aTemplate().category("city").build());
        clock.advance(Duration.ofSeconds(1));

        EditTemplate.Result conflict = edit.edit(admin.value(), edited.id(), _ -> {
            templates.replace(edited, content("Faster", "city"), clock.instant());
            return content;
        });
        EditTemplate.Result notFound = edit.edit(admin.value(), deleted.id(), _ -> {
            templates.remove(deleted.id());
            return content;
        });

        assertEquals(new EditTemplate.Result.Conflict(), conflict);
        assertEquals("Faster", templates.find(edited.id()).orElseThrow().content().prompt().main().value());
        assertEquals(new EditTemplate.Result.NotFound(), notFound);
        assertTrue(templates.find(deleted.id()).isEmpty());
    }

    @Test
    void deletesATemplateWithItsFavoritesAndItsPicture() {
        Template template = assertInstanceOf(CreateTemplate.Result.Created.class,
                create.create(admin, Some.id(), content, uploaded(admin))).template();
        Id user = Some.id();
        favorites.add(new Favorite(Some.id(), user, template.id(), clock.instant()));

        assertTrue(delete.delete(admin, template.id()));

        assertEquals(Set.of(), favorites.among(user, List.of(template.id())));
        assertEquals(Set.of(), store.publicIds());
        assertEquals(List.of(), uploads.all());
    }

    @Test
    void leavesAPictureToTheSweepIfTheStoreFails() {
        Template template = assertInstanceOf(CreateTemplate.Result.Created.class,
                create.create(admin, Some.id(), content, uploaded(admin))).template();
        store.failing(Fault.BEFORE, _ -> true);

        assertTrue(delete.delete(admin, template.id()));

        assertTrue(templates.find(template.id()).isEmpty());
        store.recover();
        clock.advance(Duration.ofHours(1));
        assertEquals(List.of(template.publicId()),
                uploads.listDue(clock.instant(), 9).stream().map(Upload::publicId).toList());
        assertFalse(delete.delete(admin, template.id()));
    }

    @Test
    void importsOnceAndReplacesThePictureOfAFailedImport() {
        ExternalKey key = new ExternalKey("city-1");
        importWithFailingAuditLog(key);

        assertEquals(ImportTemplate.Result.ADDED, importTemplate.put(key, content, () -> PICTURE));
        assertEquals(ImportTemplate.Result.UNCHANGED, importTemplate.put(key, content, () -> {
            throw new AssertionError("the picture exists already");
        }));
        assertEquals(ImportTemplate.Result.CHANGED, importTemplate.put(key, content("Another", "city"), () -> PICTURE));
        assertEquals(ImportTemplate.Result.NO_SUCH_CATEGORY,
                importTemplate.put(new ExternalKey("x"), content("x", "nowhere"), () -> PICTURE));

        assertEquals("Another", templates.findByExternalKey(key).orElseThrow().content().prompt().main().value());
        assertEquals(1, store.publicIds().size());
    }

    /** Fails after the picture is stored. */
    private void importWithFailingAuditLog(ExternalKey key) {
        InMemoryAuditLog failing = new InMemoryAuditLog();
        failing.fail();
        assertThrows(UnavailableException.class, () -> new ImportTemplate(templates, categories, store,
                new Audit(failing, clock, random), clock, random).put(key, content, () -> PICTURE));
        assertEquals(1, store.publicIds().size());
    }

    private Template added(Template template) {
        templates.add(template);
        return template;
    }

    private UploadReceipt uploaded(Id userId) {
        UploadReceipt receipt = granted(userId);
        SignedUpload signed = store.sign(receipt.publicId(), clock.instant());
        return store.upload(signed, PICTURE);
    }

    private UploadReceipt granted(Id userId) {
        PublicId name = PublicId.ofTemplate(Some.id());
        uploads.add(List.of(
                Upload.granted(name, userId, clock.instant().plusSeconds(3600), clock.instant().plusSeconds(7200))));
        return store.receipt(name);
    }

    private static TemplateContent content(String prompt, String category) {
        return aTemplate().prompt(prompt).category(category).content();
    }
}
