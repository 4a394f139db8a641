import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { Failure, UNKNOWN } from "@/core/api/failure";
import { useFormats } from "./use-formats";

/** Words for a failure that a person understands, and knows what to do next. */
export function useFailureText() {
  const { t, i18n } = useTranslation();
  const { clock } = useFormats();
  return useCallback(
    (error: unknown): string => {
      const { code, details } = Failure.of(error);
      const known = i18n.exists(`errors.${code}`) ? code : UNKNOWN;
      const key = `errors.${known}` as "errors.UNKNOWN";
      const words = t(key, { count: details.attemptsLeft ?? 0 });
      const wait = details.retryAfter;
      return wait === undefined || wait >= 24 * 3600 ? words : `${words} ${t("errors.tryIn", { time: wait < 3600 ? clock(wait) : "", context: wait < 3600 ? "minutes" : "hours", count: Math.ceil(wait / 3600) })}`;
    },
    [t, i18n, clock],
  );
}
