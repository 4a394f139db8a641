import { useCallback } from "react";
import { type Localized, textIn } from "@/core/domain/entities/template";
import { usePreferences } from "@/shared/stores/preferences";

/** Picks the text in the chosen language. */
export function useLocalized() {
  const language = usePreferences((state) => state.language);
  return useCallback((texts: Localized) => textIn(language, texts), [language]);
}
