import { useTranslation } from "react-i18next";
import { type Generation, isActive } from "@/core/domain/entities/generation";
import { useFormats } from "@/shared/hooks/use-formats";
import { useLocalized } from "@/shared/hooks/use-localized";
import { useTemplate } from "@/shared/queries/template";

/** Milliseconds for which a finished image is new. */
const NEW_FOR = 2 * 60_000;

/** Whether the image is still being made, or was finished a moment ago. */
export const isNew = (generation: Pick<Generation, "status" | "completedAt">): boolean =>
  isActive(generation) || (generation.completedAt !== null && Date.now() - Date.parse(generation.completedAt) < NEW_FOR);

/** The name of an image: that of its template, or its date. */
export function useImageName(generation: Generation | undefined): string {
  const { t } = useTranslation("generation");
  const { date } = useFormats();
  const localized = useLocalized();
  const template = useTemplate(generation?.templateId);
  if (!generation) {
    return t("image.title");
  }
  return template ? localized(template.title) : t("gallery.open", { date: date(generation.createdAt) });
}
