import { Button } from "@/shared/components/button";
import { useTranslation } from "react-i18next";
import { MIN_PICTURES } from "@/core/domain/entities/character";
import { ActionButton } from "@/shared/components/action-button";
import { MAIN_ACTION, PhoneActions } from "@/shared/components/phone-actions";
import { PictureChooser } from "@/shared/components/picture-chooser";
import { useLeaveWarning } from "@/shared/hooks/use-leave-warning";
import { addCharacter } from "@/shared/queries/characters";
import { useRetryText } from "@/shared/hooks/use-retry-text";
import { useUploadText } from "@/shared/hooks/use-upload-text";
import { passedPhotos } from "@/shared/stores/passed-photos";
import { usePhotoConsent } from "@/shared/stores/photo-consent";
import { useNewCharacter } from "../stores/new-character";
import { PhotoExamples } from "./photo-examples";

/**
 * Asks for the user's photos. Enough of them become the user's own character; with fewer, only the first picture is made from them.
 */
export function WelcomePhotos({ name, onDone }: { name: string; onDone: () => void }) {
  const { t } = useTranslation("profile");
  const { pictures, step, failure, setName, choose, remove, create, cancel } = useNewCharacter();
  const isBusy = step !== "choosing";
  const missing = Math.max(0, MIN_PICTURES - pictures.length);
  const retryText = useRetryText(pictures);
  const uploadText = useUploadText();
  const isConsentGiven = usePhotoConsent((state) => state.isGiven);
  const isReady = pictures.length > 0 && isConsentGiven;
  useLeaveWarning(isBusy);

  const submit = async () => {
    if (missing > 0) {
      passedPhotos.pass(pictures.map(({ file }) => file));
      onDone();
      return;
    }
    setName(name);
    const character = await create();
    if (character) {
      addCharacter(character);
      onDone();
    }
  };
  return (
    <form
      noValidate
      className="flex flex-1 flex-col md:block"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && !isBusy) {
          void submit();
        }
      }}
    >
      <PictureChooser
        pictures={pictures}
        isBusy={isBusy}
        rules={t("welcome.photos.rules")}
        hint={missing > 0 ? t("welcome.photos.more", { count: missing }) : t("welcome.photos.enough")}
        asksConsent={!isConsentGiven}
        failure={failure}
        onChoose={choose}
        onRemove={remove}
      />
      {missing > 0 ? <PhotoExamples /> : <div className="h-6 shrink-0 md:h-0" />}
      {pictures.length > 0 && (
        <PhoneActions>
          {!isConsentGiven && (
            <p id="gap" className="basis-full text-sm text-muted">
              {t("photos.needsConsent")}
            </p>
          )}
          <ActionButton
            type="submit"
            size="lg"
            isBusy={isBusy}
            isDisabled={!isReady}
            aria-describedby={isConsentGiven ? undefined : "gap"}
            className={MAIN_ACTION}
          >
            {step === "choosing" && (failure ? retryText : t("welcome.next"))}
            {step === "sending" && uploadText(pictures)}
            {step === "finishing" && t("characters.finishing")}
          </ActionButton>
          {isBusy && (
            <Button variant="ghost" size="lg" className="max-md:w-full" onPress={cancel}>
              {t("app.cancel")}
            </Button>
          )}
        </PhoneActions>
      )}
    </form>
  );
}
