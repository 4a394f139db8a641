import { buttonVariants } from "@/shared/components/button";
import { Camera, Check, ImagePlus, Loader, Lock, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { MAX_PICTURES } from "@/core/domain/pictures";
import { FailureMessage } from "@/shared/components/failure-message";
import { openCamera, PictureInput } from "@/shared/components/picture-input";
import { normalPhotos } from "@/shared/images/normal-photo";
import { useFormats } from "@/shared/hooks/use-formats";
import { changeConsent, endConsent, setConsent, usePhotoConsent } from "@/shared/stores/photo-consent";
import type { ChosenPicture, RejectedFile } from "@/shared/stores/chosen-pictures";

interface PictureChooserProps {
  readonly pictures: readonly ChosenPicture[];
  readonly max?: number;
  readonly isBusy: boolean;
  /** Whether the page is about more than the pictures. */
  readonly isCompact?: boolean;
  /** Whether the form can be sent without pictures. */
  readonly isOptional?: boolean;
  /** How many pictures are needed, and which. */
  readonly rules: string;
  /** Shown below the chosen pictures: what more of them would change. */
  readonly hint?: string;
  /** Whether only the confirmation is missing. */
  readonly asksConsent?: boolean;
  /** Why the pictures could not be sent. */
  readonly failure?: unknown;
  /** Returns the files that were rejected. */
  onChoose(files: readonly File[]): RejectedFile[];
  onRemove(key: string): void;
}

/** The ids of the button that opens the files, and of the confirmation, for a form that shows what is missing. */
export const CHOOSE_PICTURES = "choose-pictures";
export const PHOTO_CONSENT = "photo-consent";

/** Selects pictures from a file dialog or by drag and drop, and shows their upload progress. Must be inside a form. */
export function PictureChooser({
  pictures,
  max = MAX_PICTURES,
  isBusy,
  isCompact = false,
  isOptional = false,
  rules,
  hint,
  asksConsent = false,
  failure,
  onChoose,
  onRemove,
}: PictureChooserProps) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [rejected, setRejected] = useState<RejectedFile[]>([]);
  const hasRoom = pictures.length < max && !isBusy;
  const isConsentGiven = usePhotoConsent((state) => state.isGiven);
  const photos = pictures.map(({ file }) => file);
  const keys = pictures.map(({ key }) => key).join();

  useEffect(() => endConsent, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only with other photos
  useEffect(() => changeConsent(photos), [keys]);
  /** While photos are sent, and after one failed, other texts say what happens. */
  const showsHint = hint && !isBusy && pictures.every(({ state }) => state !== "failed");
  const count = t("photos.count", { count: pictures.length, max });
  const choose = (files: readonly File[]) => setRejected(onChoose(files));
  const openFiles = () => input.current?.click();

  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: drag and drop is a shortcut for the button inside */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(hasRoom);
        }}
        onDragLeave={(event) => event.currentTarget.contains(event.relatedTarget as Node | null) || setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          if (!isBusy) {
            void normalPhotos([...event.dataTransfer.files]).then(choose);
          }
        }}
        className={`rounded-3xl border-2 border-dashed p-3 transition-colors sm:p-4 ${isOver ? "border-selection bg-surface-tertiary" : "border-border bg-surface"}`}
      >
        <PictureInput ref={input} onChoose={choose} />
        {pictures.length === 0 ? (
          <button
            id={CHOOSE_PICTURES}
            type="button"
            onClick={openFiles}
            className={`shows-focus flex w-full cursor-pointer flex-col items-center rounded-2xl p-1 text-center ${isCompact ? "gap-2 sm:flex-row sm:gap-4 sm:text-start" : "gap-2 sm:py-3"}`}
          >
            {!isCompact && (
              <>
                <span className="mb-1 grid size-14 shrink-0 place-items-center rounded-2xl bg-surface-tertiary text-muted">
                  <ImagePlus aria-hidden size={26} strokeWidth={1.6} />
                </span>
                <span className="hidden font-semibold sm:block">{t("photos.drop")}</span>
              </>
            )}
            <span className={`${buttonVariants({ variant: isOptional ? "secondary" : "primary" })} w-full sm:w-auto`}>
              {isCompact && <ImagePlus aria-hidden />}
              {t("photos.choose")}
            </span>
            <span className="text-sm text-muted">{rules}</span>
          </button>
        ) : (
          <ul className="grid grid-cols-3 gap-2.5 sm:grid-cols-5">
            {pictures.map((picture, index) => (
              <Preview
                key={picture.key}
                picture={picture}
                label={t("photos.photo", { number: number(index + 1) })}
                removeLabel={t("photos.remove", { number: number(index + 1) })}
                isBusy={isBusy}
                onRemove={() => {
                  setRejected([]);
                  onRemove(picture.key);
                }}
              />
            ))}
            {hasRoom && (
              <li>
                <button
                  id={CHOOSE_PICTURES}
                  type="button"
                  aria-label={t("photos.choose")}
                  onClick={openFiles}
                  className="shows-focus flex aspect-[3/4] w-full cursor-pointer flex-col items-center justify-center gap-1.5 rounded-2xl border border-border text-xs font-medium text-muted transition-colors hover:bg-surface-secondary"
                >
                  <ImagePlus aria-hidden size={24} strokeWidth={1.6} />
                  {t("photos.add")}
                </button>
              </li>
            )}
          </ul>
        )}
        {hasRoom && (
          <button
            type="button"
            onClick={() => openCamera(input.current)}
            className={`${buttonVariants({ variant: "secondary" })} mt-2.5 hidden pointer-coarse:flex ${pictures.length === 0 ? "mx-1 w-[calc(100%-0.5rem)]" : "w-full"}`}
          >
            <Camera aria-hidden />
            {t("photos.camera")}
          </button>
        )}
      </div>
      <FailureMessage failure={failure} />
      {pictures.length === 0 && !isCompact && (
        <p className="mt-3 flex items-start gap-2 text-sm text-muted">
          <Lock aria-hidden size={16} className="mt-0.5 shrink-0" />
          {t("landing.privacy.text")}
        </p>
      )}
      {pictures.length > 0 && (
        <>
          <p className="mt-2 text-sm text-muted">{showsHint ? t("app.joined", { first: count, second: hint }) : count}</p>
          <label
            className={`mt-3 flex min-h-12 cursor-pointer items-center gap-3 rounded-xl border px-3.5 py-2.5 text-sm ${asksConsent ? "border-selection" : "border-border"}`}
          >
            <input
              id={PHOTO_CONSENT}
              type="checkbox"
              checked={isConsentGiven}
              disabled={isBusy}
              onChange={(event) => setConsent(photos, event.target.checked)}
              className="shows-focus size-4.5 shrink-0 cursor-pointer"
            />
            {t("photos.consent")}
          </label>
        </>
      )}
      {rejected.length > 0 && <Rejections files={rejected} />}
    </>
  );
}

/** Names each rejected file and says once that there were too many. */
export function Rejections({ files }: { files: readonly RejectedFile[] }) {
  const { t } = useTranslation();
  return (
    <ul role="alert" className="mt-2.5 space-y-0.5 text-sm text-danger">
      {files
        .filter(({ reason }) => reason !== "tooMany")
        .map(({ name, reason }) => (
          <li key={name + reason}>{t(`photos.${reason}`, { name })}</li>
        ))}
      {files.some(({ reason }) => reason === "tooMany") && <li>{t("photos.tooMany")}</li>}
    </ul>
  );
}

interface PreviewProps {
  readonly picture: ChosenPicture;
  readonly label: string;
  readonly removeLabel: string;
  readonly isBusy: boolean;
  onRemove(): void;
}

function Preview({ picture: { preview, state, progress }, label, removeLabel, isBusy, onRemove }: PreviewProps) {
  const { t } = useTranslation();
  return (
    <li className="relative aspect-[3/4] animate-rise overflow-hidden rounded-2xl bg-surface-tertiary">
      <img src={preview} alt={label} className="size-full object-cover" />
      {state === "sending" && (
        <div className={`absolute inset-0 grid place-items-center text-white ${progress > 0 ? "bg-black/45" : ""}`}>
          <div
            role="progressbar"
            aria-label={label}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={Math.round(progress * 100)}
            className="absolute inset-x-3 bottom-3 h-1.5 overflow-hidden rounded-full bg-black/50"
          >
            <div className="h-full rounded-full bg-white transition-[width]" style={{ width: `max(0.375rem, ${progress * 100}%)` }} />
          </div>
          {progress === 1 && <Loader aria-hidden size={22} className="animate-spin" />}
        </div>
      )}
      {state === "sent" && (
        <span className="absolute bottom-2 end-2 grid size-7 place-items-center rounded-full bg-black/60 text-white">
          <Check aria-hidden size={16} strokeWidth={2.5} />
        </span>
      )}
      {state === "failed" && (
        <p className="absolute inset-x-0 bottom-0 bg-[oklch(0.45_0.18_27)] px-2 py-1.5 text-center text-xs font-medium text-white">
          {t("photos.uploadFailed")}
        </p>
      )}
      {!isBusy && (
        <button
          type="button"
          aria-label={removeLabel}
          onClick={onRemove}
          className="shows-focus absolute end-2 top-2 grid size-8 cursor-pointer place-items-center rounded-full bg-black/55 text-white backdrop-blur-md transition hover:bg-black/75"
        >
          <X aria-hidden size={16} />
        </button>
      )}
    </li>
  );
}
