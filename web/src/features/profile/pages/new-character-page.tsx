import { Button } from "@/shared/components/button";
import { toast } from "@/shared/stores/toasts";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { MIN_PICTURES } from "@/core/domain/entities/character";
import { BackButton } from "@/shared/components/back-button";
import { ActionButton } from "@/shared/components/action-button";
import { MAIN_ACTION, PhoneActions } from "@/shared/components/phone-actions";
import { PictureChooser } from "@/shared/components/picture-chooser";
import { useFormats } from "@/shared/hooks/use-formats";
import { useLeaveWarning } from "@/shared/hooks/use-leave-warning";
import { usePageTitle } from "@/shared/hooks/use-page-title";
import { addCharacter } from "@/shared/queries/characters";
import { useRetryText } from "@/shared/hooks/use-retry-text";
import { useUploadText } from "@/shared/hooks/use-upload-text";
import { usePhotoConsent } from "@/shared/stores/photo-consent";
import { PhotoExamples } from "../components/photo-examples";
import { useNewCharacter } from "../stores/new-character";

const NAME = "character-name";

export function NewCharacterPage() {
  const { t } = useTranslation("profile");
  const { list } = useFormats();
  const navigate = useNavigate();
  const { name, pictures, step, failure, setName, choose, remove, create, cancel } = useNewCharacter();
  usePageTitle(t("explore.addCharacter"));

  const retryText = useRetryText(pictures);
  const uploadText = useUploadText();
  const isConsentGiven = usePhotoConsent((state) => state.isGiven);
  const isBusy = step !== "choosing";
  const missing = Math.max(0, MIN_PICTURES - pictures.length);

  const hasConsent = pictures.length === 0 || isConsentGiven;
  const gaps = [
    missing > 0 && t("characters.pictures", { count: missing }),
    !hasConsent && t("characters.consent"),
    name.trim() === "" && t("characters.someName"),
  ].filter((gap) => gap !== false);
  const asksConsent = gaps.length === 1 && !hasConsent;

  useLeaveWarning(isBusy);

  const submit = async () => {
    const character = await create();
    if (character) {
      addCharacter(character);
      toast.success(t("characters.created", { name: character.name }));
      void navigate(`/characters/${character.id}`, { replace: true });
    }
  };

  return (
    <form
      noValidate
      className="mx-auto flex w-full max-w-3xl flex-1 flex-col px-4 pt-4 sm:px-6 md:block md:pb-10"
      onSubmit={(event) => {
        event.preventDefault();
        if (gaps.length === 0 && !isBusy) {
          void submit();
        }
      }}
    >
      <div>
        <BackButton fallback="/profile/characters" />
      </div>
      <h1 className="mt-2 text-3xl font-bold">{t("explore.addCharacter")}</h1>
      {missing > 0 && <p className="mt-1.5 text-pretty text-muted">{t("characters.photos")}</p>}
      <div className="mt-4">
        <PictureChooser
          pictures={pictures}
          isBusy={isBusy}
          rules={t("characters.rules")}
          asksConsent={asksConsent}
          failure={failure}
          onChoose={choose}
          onRemove={remove}
        />
      </div>
      {pictures.length === 0 && <PhotoExamples />}
      <label htmlFor={NAME} className="mb-1.5 mt-5 block font-medium">
        {t("characters.name")}
      </label>
      <input
        id={NAME}
        // "auto" makes an empty field left-to-right.
        dir={name ? "auto" : undefined}
        value={name}
        maxLength={100}
        enterKeyHint="done"
        disabled={isBusy}
        autoComplete="off"
        placeholder={t("characters.namePlaceholder")}
        onChange={(event) => setName(event.target.value)}
        className="shows-focus h-12 w-full rounded-xl border border-border bg-field px-4 text-start disabled:opacity-60"
      />
      <div className="h-5 shrink-0 md:h-0" />
      <PhoneActions>
        {gaps.length > 0 && (
          <p id="gap" className="basis-full text-sm text-muted">
            {asksConsent ? t("photos.needsConsent") : t("characters.needs", { gaps: list(gaps) })}
          </p>
        )}
        <ActionButton
          type="submit"
          size="lg"
          isBusy={isBusy}
          isDisabled={gaps.length > 0}
          aria-describedby={gaps.length > 0 ? "gap" : undefined}
          className={MAIN_ACTION}
        >
          {step === "choosing" && (failure ? retryText : t("explore.addCharacter"))}
          {step === "sending" && uploadText(pictures)}
          {step === "finishing" && t("characters.finishing")}
        </ActionButton>
        {isBusy && (
          <Button
            variant="ghost"
            size="lg"
            className="max-md:w-full"
            onPress={() => {
              cancel();
              toast(t("characters.cancelled"));
            }}
          >
            {t("app.cancel")}
          </Button>
        )}
      </PhoneActions>
    </form>
  );
}
