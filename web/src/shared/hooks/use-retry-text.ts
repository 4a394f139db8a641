import { useTranslation } from "react-i18next";
import type { ChosenPicture } from "@/shared/stores/chosen-pictures";

/** The text of the button that sends a form again: how many pictures it uploads again, if some failed. */
export function useRetryText(pictures: readonly ChosenPicture[]): string {
  const { t } = useTranslation();
  const count = pictures.filter(({ state }) => state === "failed").length;
  return count > 0 ? t("photos.uploadAgain", { count }) : t("app.tryAgain");
}
