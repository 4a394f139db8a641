package app.nero.generation.provider;

import app.nero.generation.EngineJob;
import app.nero.generation.SourceRole;

/** What a model is told in words: what each image is for, and what to make. */
public final class Instruction {

    /** Says what the mask is for. */
    public static final String MASK = "The mask: change the subject image only where the mask is white, and leave the rest as it is.";

    /** Below this strength, the model is told to change little. */
    private static final double SLIGHT = 0.4;

    private Instruction() {}

    /** What the image at this index of the job is for. */
    public static String purpose(EngineJob job, int index) {
        boolean isTemplate = !job.templatePrompt().isEmpty() && index == job.images().size() - 1;
        return isTemplate
                ? "the template: follow its style, setting and composition. Do not show its people."
                : switch (job.images().get(index).role()) {
                    case SUBJECT -> "the subject: the result shows this person or thing.";
                    case STYLE -> "the style: take colours, light and technique from it, but not its content.";
                };
    }

    /** What to make of the images and the prompts. */
    public static String of(EngineJob job) {
        boolean hasSubject = job.images().stream().anyMatch(image -> image.role() == SourceRole.SUBJECT);
        StringBuilder text = new StringBuilder(switch (job.type()) {
            case EDIT -> "Edit the subject image. Return one image.";
            case GENERATE, UPSCALE -> "Generate one image.";
        });
        if (!job.templatePrompt().isEmpty()) {
            text.append("\nThe template's description: ").append(job.templatePrompt());
        }
        if (!job.prompt().isEmpty()) {
            text.append("\nWhat the image must show: ").append(job.prompt());
        }
        if (hasSubject && job.options().strength() < SLIGHT) {
            text.append("\nStay close to the subject image and change it only slightly.");
        }
        if (hasSubject && job.options().keepIdentity()) {
            text.append("\nKeep the face and the identity of every person in the subject images exactly as they are: "
                    + "facial features, age, skin tone and body shape must not change.");
        }
        return text.toString();
    }
}
