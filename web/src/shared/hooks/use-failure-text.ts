import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { Failure, UNKNOWN } from "@/core/api/failure";
import { useFormats } from "./use-formats";

/** Seconds. */
const HOUR = 3600;

/** Words for a failure that a person understands, and knows what to do next. */
export function useFailureText() {
  const { t, i18n } = useTranslation();
  const { clock } = useFormats();
  return useCallback(
    (error: unknown): string => {
      const { code, details } = Failure.of(error);
      const count = details.attemptsLeft ?? 0;
      const key = `errors.${i18n.exists(`errors.${code}`, { count }) ? code : UNKNOWN}` as "errors.UNKNOWN";
      const words = t(key, { count });
      const wait = details.retryAfter;
      if (wait === undefined) {
        return words;
      }
      return `${words} ${wait < HOUR ? t("errors.tryInMinutes", { time: clock(wait) }) : t("errors.tryInHours", { count: Math.ceil(wait / HOUR) })}`;
    },
    [t, i18n, clock],
  );
}
