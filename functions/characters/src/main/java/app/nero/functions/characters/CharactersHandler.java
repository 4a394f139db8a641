package app.nero.functions.characters;

import app.nero.character.CharacterChange;
import app.nero.character.Characters;
import app.nero.character.CreateCharacter;
import app.nero.character.CreateCharacter.Result;
import app.nero.character.CreateCharacter.Source;
import app.nero.character.DeleteCharacter;
import app.nero.character.UpdateCharacter;
import app.nero.character.UserCharacter;
import app.nero.character.mongo.MongoCharacters;
import app.nero.http.EventLog;
import app.nero.http.Field;
import app.nero.http.Idempotency;
import app.nero.http.IdempotencyKeys;
import app.nero.http.Problem;
import app.nero.http.Request;
import app.nero.http.Response;
import app.nero.http.Values;
import app.nero.http.mongo.MongoIdempotencyKeys;
import app.nero.kernel.Id;
import app.nero.kernel.PersonName;
import app.nero.kernel.Sha256;
import app.nero.lambda.ApiFunction;
import app.nero.lambda.Wiring;
import app.nero.picture.GrantUploads;
import app.nero.picture.ImageStore;
import app.nero.picture.Picture;
import app.nero.picture.PublicId;
import app.nero.picture.UploadFault;
import app.nero.picture.UploadReceipt;
import app.nero.picture.Uploads;
import app.nero.picture.json.PictureProblem;
import app.nero.picture.json.UploadJson;
import app.nero.picture.mongo.MongoUploads;
import app.nero.throttle.Limit;
import app.nero.throttle.Throttles;
import app.nero.throttle.mongo.MongoThrottles;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code POST} and {@code GET /characters}, {@code POST /characters/uploads}, {@code GET}, {@code PATCH} and
 * {@code DELETE /characters/{id}}.
 */
public final class CharactersHandler extends ApiFunction {

    static final String NAME_RULE = "must be 1 to 100 characters, at least one of them visible, without control "
            + "characters";

    private static final Field<PersonName> NAME = Field.text("name", PersonName::parse, NAME_RULE);
    private static final Field<List<UploadReceipt>> UPLOADS = Field.objects("uploads", UserCharacter.MIN_IMAGES,
            UserCharacter.MAX_IMAGES, UploadJson.RECEIPT);
    private static final Field<Optional<PersonName>> NEW_NAME = NAME.optional();
    private static final Field<List<UploadReceipt>> ADD_UPLOADS = Field
            .objects("addUploads", 0, UserCharacter.MAX_IMAGES, UploadJson.RECEIPT).orElse(List.of());
    private static final Field<List<Id>> REMOVE_IMAGES = Field
            .texts("removeImages", UserCharacter.MAX_IMAGES, Id::parse, "must be the id of an image")
            .orElse(List.of());
    private static final Field<Optional<List<Id>>> ORDER = Field
            .texts("order", UserCharacter.MAX_IMAGES, Id::parse, "must be the id of an image").optional();
    private static final Field<Long> COUNT = Field.whole("count", 1, UserCharacter.MAX_IMAGES);

    private final EventLog log;
    private final Characters characters;
    private final CreateCharacter createCharacter;
    private final UpdateCharacter updateCharacter;
    private final DeleteCharacter deleteCharacter;
    private final GrantUploads grantUploads;
    private final Idempotency idempotency;

    /** Called by the Lambda runtime. */
    public CharactersHandler() {
        this(Wiring.ofEnvironment());
    }

    public CharactersHandler(Wiring wiring) {
        this(new MongoCharacters(wiring.mongo()), new MongoUploads(wiring.mongo()), wiring.imageStore(),
                new MongoIdempotencyKeys(wiring.mongo()),
                new MongoThrottles(wiring.mongo()), wiring.settings().uploadsPerUser(), wiring);
    }

    CharactersHandler(Characters characters, Uploads uploads, ImageStore store, IdempotencyKeys keys,
            Throttles throttles, Limit uploadsPerUser, Wiring wiring) {
        super(wiring);
        Clock clock = wiring.clock();
        SecureRandom random = wiring.random();
        this.characters = characters;
        this.createCharacter = new CreateCharacter(characters, uploads, store,
                wiring.settings().uploadMegapixels(), random, clock);
        this.updateCharacter = new UpdateCharacter(characters, uploads, store, wiring.settings().uploadMegapixels(),
                clock);
        this.deleteCharacter = new DeleteCharacter(characters, store, clock);
        this.grantUploads = new GrantUploads(uploads, store, throttles, uploadsPerUser, random, clock);
        this.idempotency = new Idempotency(keys, random, clock);
        this.log = wiring.log();
    }

    @Override
    protected Map<String, Route> routes() {
        return Map.of(
                "POST /v1/characters", this::create,
                "POST /v1/characters/uploads", this::grantUploads,
                "GET /v1/characters", this::list,
                "GET /v1/characters/{id}", this::read,
                "PATCH /v1/characters/{id}", this::update,
                "DELETE /v1/characters/{id}", this::delete);
    }

    private Response create(Request request) {
        Id userId = request.caller().userId();
        String type = request.header("content-type");
        switch (Request.mediaType(type)) {
            case "multipart/form-data" -> {
                CharacterForm form = CharacterForm.read(type, request.body());
                return create(request, userId, form.name(), new Source.Files(form.images()));
            }
            case "application/json" -> {
                Values fields = request.fields(NAME, UPLOADS);
                return create(request, userId, fields.get(NAME), new Source.Uploaded(fields.get(UPLOADS)));
            }
            default -> throw Problem.of(415, "UNSUPPORTED_MEDIA_TYPE",
                    "Send multipart/form-data, or JSON in UTF-8 with Content-Type: application/json.");
        }
    }

    private Response create(Request request, Id userId, PersonName name, Source source) {
        return idempotency.once(request, hash(name, source),
                earlier -> characters.find(userId, earlier).map(CharactersHandler::created),
                id -> answer(createCharacter.create(userId, id, name, source)));
    }

    /** A hash of the name and the pictures, because the bytes of a form differ each time that it is sent. */
    private static String hash(PersonName name, Source source) {
        List<byte[]> parts = new ArrayList<>();
        parts.add(name.value().getBytes(StandardCharsets.UTF_8));
        switch (source) {
            case Source.Files(List<Picture> pictures) ->
                pictures.forEach(picture -> parts.add(Sha256.of(picture.bytes())));
            case Source.Uploaded(List<UploadReceipt> receipts) ->
                receipts.forEach(receipt -> parts.add(("\n" + receipt).getBytes(StandardCharsets.UTF_8)));
        }
        return HexFormat.of().formatHex(Sha256.of(parts.toArray(byte[][]::new)));
    }

    private Response answer(Result result) {
        return switch (result) {
            case Result.Created(UserCharacter character) -> {
                log.metric("Uploads");
                yield created(character);
            }
            case Result.QuotaReached _ -> throw Problem.of(409, "QUOTA_REACHED",
                    "You have reached the limit of 20 characters. Delete one to create another.");
            case Result.NotUsable _ -> throw notUsable("uploads");
            case Result.AccountErased _ -> throw Problem.unauthorized();
            case Result.BadUpload(int index, UploadFault fault) ->
                throw PictureProblem.of(fault, "uploads[" + index + "]");
        };
    }

    private static Problem notUsable(String field) {
        return Problem.validation(field,
                "must be different uploads that you made within the last hour and have not used yet");
    }

    private static Response created(UserCharacter character) {
        return Response.created(json -> CharacterJson.writeMember(character, json));
    }

    private Response grantUploads(Request request) {
        Id userId = request.caller().userId();
        int count = request.fields(COUNT).get(COUNT).intValue();
        return UploadJson.response(
                grantUploads.grant(userId, count, imageId -> PublicId.ofCharacter(userId, imageId)));
    }

    private Response list(Request request) {
        List<UserCharacter> all = characters.list(request.caller().userId());
        return Response.ok(json -> {
            json.writeArrayFieldStart("characters");
            for (UserCharacter character : all) {
                CharacterJson.write(character, json);
            }
            json.writeEndArray();
        });
    }

    private Response read(Request request) {
        UserCharacter character = characters.find(request.caller().userId(), request.pathId("id"))
                .orElseThrow(Problem::notFound);
        return Response.ok(json -> CharacterJson.writeMember(character, json));
    }

    private Response update(Request request) {
        Values fields = request.fields(NEW_NAME, ADD_UPLOADS, REMOVE_IMAGES, ORDER);
        CharacterChange change = new CharacterChange(fields.get(NEW_NAME), fields.get(ADD_UPLOADS),
                fields.get(REMOVE_IMAGES), fields.get(ORDER));
        return switch (updateCharacter.update(request.caller().userId(), request.pathId("id"), change)) {
            case UpdateCharacter.Result.Updated(UserCharacter character) ->
                Response.ok(json -> CharacterJson.writeMember(character, json));
            case UpdateCharacter.Result.NotFound _ -> throw Problem.notFound();
            case UpdateCharacter.Result.TooFewImages _ ->
                throw Problem.validation("removeImages", "must leave at least 3 pictures");
            case UpdateCharacter.Result.TooManyImages _ ->
                throw Problem.validation("addUploads", "must leave at most 5 pictures");
            case UpdateCharacter.Result.WrongOrder _ ->
                throw Problem.validation("order",
                        "must contain the id of each picture that the character has then, once");
            case UpdateCharacter.Result.NotUsable _ -> throw notUsable("addUploads");
            case UpdateCharacter.Result.BadUpload(int index, UploadFault fault) ->
                throw PictureProblem.of(fault, "addUploads[" + index + "]");
            case UpdateCharacter.Result.Conflict _ -> throw Problem.of(409, "CONFLICT",
                    "The character was changed at the same time. Load it and try again.");
        };
    }

    private Response delete(Request request) {
        if (!deleteCharacter.delete(request.caller().userId(), request.pathId("id"))) {
            throw Problem.notFound();
        }
        return Response.ok("Character deleted successfully");
    }
}
