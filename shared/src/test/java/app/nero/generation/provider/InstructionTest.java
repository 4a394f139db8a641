package app.nero.generation.provider;

import static app.nero.generation.EngineJobBuilder.aJob;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.nero.generation.EngineImage;
import app.nero.generation.EngineJob;
import app.nero.generation.EngineJobs;
import app.nero.generation.GenerationType;
import app.nero.generation.SourceRole;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InstructionTest {

    private static final byte[] PHOTO = {1};
    private static final String LITTLE = "change it only slightly";
    private static final String IDENTITY = "Keep the face and the identity";

    @Test
    void saysWhatEachImageIsFor() {
        EngineJob job = aJob(PHOTO).style(PHOTO).style(PHOTO).templatePrompt("neon").build();

        assertTrue(Instruction.purpose(job, 0).startsWith("the subject"));
        assertTrue(Instruction.purpose(job, 1).startsWith("the style"));
        assertTrue(Instruction.purpose(job, 2).startsWith("the template"));
        assertTrue(Instruction.purpose(aJob(PHOTO).style(PHOTO).build(), 1).startsWith("the style"));
    }

    @Test
    void describesTheTemplateAndWhatTheImageMustShow() {
        String bare = Instruction.of(aJob(PHOTO).withoutPhoto().build());
        String full = Instruction.of(aJob(PHOTO).withoutPhoto().prompt("a harbour").templatePrompt("neon").build());

        assertEquals("Generate one image.", bare);
        assertEquals("Generate one image.\nThe template's description: neon\nWhat the image must show: a harbour",
                full);
    }

    @Test
    void asksForAnEditOfTheSubject() {
        EngineJob edit = EngineJobs.of(GenerationType.EDIT, "", "", List.of(new EngineImage(PHOTO, SourceRole.SUBJECT)),
                Optional.empty(), 0.8, false);

        assertEquals("Edit the subject image. Return one image.", Instruction.of(edit));
    }

    @Test
    void asksForASmallChangeBelowAStrengthOfTwoFifths() {
        assertTrue(Instruction.of(aJob(PHOTO).strength(0.39).build()).contains(LITTLE));
        assertFalse(Instruction.of(aJob(PHOTO).strength(0.4).build()).contains(LITTLE));
        assertFalse(Instruction.of(aJob(PHOTO).withoutPhoto().style(PHOTO).strength(0).build()).contains(LITTLE));
    }

    @Test
    void keepsTheIdentityOfTheSubjectIfItIsAskedTo() {
        assertTrue(Instruction.of(aJob(PHOTO).build()).contains(IDENTITY));
        assertFalse(Instruction.of(aJob(PHOTO).keepIdentity(false).build()).contains(IDENTITY));
        assertFalse(Instruction.of(aJob(PHOTO).withoutPhoto().style(PHOTO).build()).contains(IDENTITY));
    }
}
