import { toast } from "@/shared/stores/toasts";
import { ImagePlus } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { ActionButton } from "@/shared/components/action-button";
import { PictureChooser } from "@/shared/components/picture-chooser";
import { PictureInput } from "@/shared/components/picture-input";
import { useRetryText } from "@/shared/hooks/use-retry-text";
import { useLeaveWarning } from "@/shared/hooks/use-leave-warning";
import { usePhotoConsent } from "@/shared/stores/photo-consent";
import type { AddedPictures } from "../hooks/use-added-pictures";

interface AddTileProps {
  /** How many pictures can be added. */
  readonly room: number;
  onChoose(files: readonly File[]): void;
}

/** The tile after a character's pictures, which chooses more of them. */
export function AddTile({ room, onChoose }: AddTileProps) {
  const { t } = useTranslation("profile");
  const input = useRef<HTMLInputElement>(null);
  return (
    <li>
      <PictureInput ref={input} onChoose={onChoose} />
      <button
        type="button"
        onClick={() => input.current?.click()}
        className="shows-focus flex aspect-[3/4] w-full cursor-pointer flex-col items-center justify-center gap-2 rounded-2xl border-2 border-dashed border-border p-2 text-center text-sm font-medium transition-colors hover:border-muted"
      >
        <span className="grid size-11 place-items-center rounded-full bg-surface-tertiary">
          <ImagePlus aria-hidden size={20} strokeWidth={1.75} />
        </span>
        <span>
          {t("character.add")}
          <span className="mt-0.5 block text-xs font-normal text-muted">{t("character.room", { count: room })}</span>
        </span>
      </button>
    </li>
  );
}

/** The pictures that are to be added to a character, and the confirmation that they may be used. */
export function AddPictures({ added }: { added: AddedPictures }) {
  const { t } = useTranslation("profile");
  const { pictures, room, isBusy, failure, choose, remove, add } = added;
  const retryText = useRetryText(pictures);
  const isConsentGiven = usePhotoConsent((state) => state.isGiven);
  const form = useRef<HTMLFormElement>(null);
  useLeaveWarning(isBusy);
  useEffect(() => form.current?.scrollIntoView({ block: "nearest" }), []);

  return (
    <form
      ref={form}
      noValidate
      className="mt-6 scroll-mb-[calc(var(--bar-height)+1.5rem)]"
      onSubmit={(event) => {
        event.preventDefault();
        if (isConsentGiven && !isBusy) {
          void add().then((isAdded) => isAdded && toast.success(t("character.added")));
        }
      }}
    >
      <h3 className="mb-3 font-semibold">{t("character.add")}</h3>
      <PictureChooser
        pictures={pictures}
        max={room}
        isBusy={isBusy}
        rules={t("character.room", { count: room })}
        asksConsent={!isConsentGiven}
        failure={failure}
        onChoose={choose}
        onRemove={remove}
      />
      {!isConsentGiven && (
        <p id="gap" className="mt-4 text-sm text-muted">
          {t("photos.needsConsent")}
        </p>
      )}
      <ActionButton
        type="submit"
        size="lg"
        isBusy={isBusy}
        isDisabled={!isConsentGiven}
        aria-describedby={isConsentGiven ? undefined : "gap"}
        className="mt-4 w-full sm:w-auto"
      >
        {failure ? retryText : t("character.addCount", { count: pictures.length })}
      </ActionButton>
    </form>
  );
}
