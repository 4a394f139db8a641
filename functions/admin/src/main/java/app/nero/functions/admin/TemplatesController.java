package app.nero.functions.admin;

import app.nero.http.Field;
import app.nero.http.Idempotency;
import app.nero.http.Problem;
import app.nero.http.Request;
import app.nero.http.Response;
import app.nero.http.Values;
import app.nero.kernel.Id;
import app.nero.kernel.Sha256;
import app.nero.picture.GrantUploads;
import app.nero.picture.PublicId;
import app.nero.picture.UploadFault;
import app.nero.picture.UploadReceipt;
import app.nero.picture.json.PictureProblem;
import app.nero.picture.json.UploadJson;
import app.nero.template.CreateTemplate;
import app.nero.template.DeleteTemplate;
import app.nero.template.EditTemplate;
import app.nero.template.MarkedTemplate;
import app.nero.template.Template;
import app.nero.template.TemplateContent;
import app.nero.template.Templates;
import app.nero.template.json.TemplateFields;
import app.nero.template.json.TemplateJson;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** {@code POST /admin/uploads}, {@code POST /admin/templates}, {@code PATCH} and {@code DELETE /admin/templates/{id}}. */
@Controller
final class TemplatesController {

    private static final Field<UploadReceipt> UPLOAD = Field.object("upload", UploadJson.RECEIPT);

    private final GrantUploads grantUploads;
    private final CreateTemplate createTemplate;
    private final EditTemplate editTemplate;
    private final DeleteTemplate deleteTemplate;
    private final Templates templates;
    private final Idempotency idempotency;

    TemplatesController(GrantUploads grantUploads, CreateTemplate createTemplate, EditTemplate editTemplate,
            DeleteTemplate deleteTemplate, Templates templates, Idempotency idempotency) {
        this.grantUploads = grantUploads;
        this.createTemplate = createTemplate;
        this.editTemplate = editTemplate;
        this.deleteTemplate = deleteTemplate;
        this.templates = templates;
        this.idempotency = idempotency;
    }

    @PostMapping("/v1/admin/uploads")
    Response grantUpload(Request request) {
        request.optionalFields();
        return UploadJson.response(grantUploads.grant(request.caller().userId(), 1, PublicId::ofTemplate));
    }

    @PostMapping("/v1/admin/templates")
    Response create(Request request) {
        Values fields = request.fields(UPLOAD, TemplateFields.CONTENT);
        return idempotency.once(request, HexFormat.of().formatHex(Sha256.of(request.body())),
                earlier -> templates.find(earlier).map(TemplatesController::created),
                id -> answer(createTemplate.create(request.caller().userId(), id, fields.get(TemplateFields.CONTENT),
                        fields.get(UPLOAD))));
    }

    private static Response answer(CreateTemplate.Result result) {
        return switch (result) {
            case CreateTemplate.Result.Created(Template template) -> created(template);
            case CreateTemplate.Result.NoSuchCategory _ -> throw noSuchCategory();
            case CreateTemplate.Result.NotUsable _ -> throw Problem.validation("upload",
                    "must be a template upload that you made within the last hour and have not used yet");
            case CreateTemplate.Result.BadUpload(UploadFault fault) -> throw PictureProblem.of(fault, "upload");
        };
    }

    @PatchMapping("/v1/admin/templates/{id}")
    Response edit(Request request) {
        Id id = request.pathId("id");
        UnaryOperator<TemplateContent> change = request.fields(TemplateFields.CHANGE).get(TemplateFields.CHANGE);
        return switch (editTemplate.edit(request.caller().userId().value(), id, change)) {
            case EditTemplate.Result.Edited(Template template) -> Response
                    .ok(json -> TemplateJson.write(new MarkedTemplate(template, false), json));
            case EditTemplate.Result.NotFound _ -> throw Problem.notFound();
            case EditTemplate.Result.NoSuchCategory _ -> throw noSuchCategory();
            case EditTemplate.Result.Conflict _ -> throw Problem.of(409, "CONFLICT",
                    "Someone else changed this template at the same time. Reload it and try again.");
        };
    }

    @DeleteMapping("/v1/admin/templates/{id}")
    Response delete(Request request) {
        if (!deleteTemplate.delete(request.caller().userId(), request.pathId("id"))) {
            throw Problem.notFound();
        }
        return Response.ok("Template deleted");
    }

    private static Response created(Template template) {
        return Response.created(json -> TemplateJson.write(new MarkedTemplate(template, false), json));
    }

    private static Problem noSuchCategory() {
        return Problem.validation("category", "does not exist");
    }
}
