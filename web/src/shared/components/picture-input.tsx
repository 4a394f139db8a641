import type { Ref } from "react";
import { useTranslation } from "react-i18next";
import { PICTURE_TYPES } from "@/core/domain/pictures";

interface PictureInputProps {
  readonly ref: Ref<HTMLInputElement>;
  onChoose(files: readonly File[]): void;
}

/** The hidden input that opens the file dialog. The same files can be chosen again. */
export function PictureInput({ ref, onChoose }: PictureInputProps) {
  const { t } = useTranslation();
  return (
    <input
      ref={ref}
      type="file"
      multiple
      hidden
      accept={PICTURE_TYPES.join()}
      aria-label={t("photos.choose")}
      onChange={({ target }) => {
        onChoose([...(target.files ?? [])]);
        target.value = "";
      }}
    />
  );
}
