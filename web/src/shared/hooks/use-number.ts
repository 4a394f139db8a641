import { useMemo } from "react";
import { usePreferences } from "@/shared/stores/preferences";
import { localeOf } from "@/shared/translations/i18n";

/** Returns a function that writes numbers in the chosen language. `useFormats` has more, which the first page does not need. */
export function useNumber(): (value: number) => string {
  const locale = localeOf(usePreferences((state) => state.language));
  return useMemo(() => new Intl.NumberFormat(locale).format, [locale]);
}
