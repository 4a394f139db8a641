import { toast } from "@heroui/react/toast";
import { useTranslation } from "react-i18next";
import type { Character } from "@/core/domain/entities/character";
import { MAX_PICTURES } from "@/core/domain/pictures";
import { FailureMessage } from "@/shared/components/failure-message";
import { ActionButton } from "@/shared/components/action-button";
import { PictureChooser } from "@/shared/components/picture-chooser";
import { useLeaveWarning } from "@/shared/hooks/use-leave-warning";
import { usePhotoConsent } from "@/shared/stores/photo-consent";
import { useAddedPictures } from "../hooks/use-added-pictures";

/** Adds pictures to a character that has room for more. */
export function AddPictures({ character: { id, images } }: { character: Character }) {
  const { t } = useTranslation("profile");
  const room = MAX_PICTURES - images.length;
  const { pictures, isBusy, failure, choose, remove, add } = useAddedPictures(id, room);
  const isConsentGiven = usePhotoConsent((state) => state.isGiven);
  useLeaveWarning(isBusy);

  if (room <= 0) {
    return null;
  }
  return (
    <form
      noValidate
      className="mt-8"
      onSubmit={(event) => {
        event.preventDefault();
        if (pictures.length > 0 && isConsentGiven && !isBusy) {
          void add().then((isAdded) => isAdded && toast.success(t("character.added")));
        }
      }}
    >
      <h2 className="mb-3 text-lg font-semibold">{t("character.add")}</h2>
      <PictureChooser
        isCompact
        pictures={pictures}
        max={room}
        isBusy={isBusy}
        rules={t("character.room", { count: room })}
        asksConsent={!isConsentGiven}
        onChoose={choose}
        onRemove={remove}
      />
      <FailureMessage failure={failure} />
      {pictures.length > 0 && (
        <>
          {!isConsentGiven && (
            <p id="gap" className="mt-4 text-sm text-muted">
              {t("photos.needsConsent")}
            </p>
          )}
          <ActionButton
            type="submit"
            variant="secondary"
            isBusy={isBusy}
            isDisabled={!isConsentGiven}
            aria-describedby={isConsentGiven ? undefined : "gap"}
            className="mt-4"
          >
            {failure ? t("app.tryAgain") : t("character.addCount", { count: pictures.length })}
          </ActionButton>
        </>
      )}
    </form>
  );
}
