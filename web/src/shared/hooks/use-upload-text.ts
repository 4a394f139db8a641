import { useTranslation } from "react-i18next";
import { type ChosenPicture, uploadProgress } from "@/shared/stores/chosen-pictures";
import { useFormats } from "./use-formats";

/** Returns a function that says how far the pictures are, which are all sent at once. */
export function useUploadText() {
  const { t } = useTranslation();
  const { percent } = useFormats();
  return (pictures: readonly ChosenPicture[]): string => {
    // In steps, because screen readers read each change.
    const { count, sent } = uploadProgress(pictures);
    return t("photos.uploading", { count, percent: percent(Math.floor(sent * 10) / 10) });
  };
}
