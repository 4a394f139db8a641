import type { Ref } from "react";
import { useTranslation } from "react-i18next";
import { normalPhotos } from "@/shared/images/normal-photo";

interface PictureInputProps {
  readonly ref: Ref<HTMLInputElement>;
  onChoose(files: readonly File[]): void;
}

/** The hidden input that opens the file dialog or the camera. The same files can be chosen again. */
export function PictureInput({ ref, onChoose }: PictureInputProps) {
  const { t } = useTranslation();
  return (
    <input
      ref={ref}
      type="file"
      multiple
      hidden
      accept="image/*"
      aria-label={t("photos.choose")}
      onChange={({ target }) => {
        void normalPhotos([...(target.files ?? [])]).then(onChoose);
        target.value = "";
      }}
    />
  );
}

/** Opens the camera of a phone, with the side of the person who holds it. */
export function openCamera(input: HTMLInputElement | null): void {
  input?.setAttribute("capture", "user");
  input?.click();
  input?.removeAttribute("capture");
}
