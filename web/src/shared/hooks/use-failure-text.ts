import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { Failure, UNKNOWN } from "@/core/api/failure";

/** Up to how many tries left the user is told their number. More would only alarm. */
const FEW = 3;

/** Seconds. */
const MINUTE = 60;
const HOUR = 3600;

/** Returns a function that maps an error to a message for the user, including when to try again. */
export function useFailureText() {
  const { t, i18n } = useTranslation();
  return useCallback(
    (error: unknown, { hasWait = true } = {}): string => {
      const { code, details } = Failure.of(error);
      const left = details.attemptsLeft;
      const options = left !== undefined && left <= FEW ? { count: left } : {};
      const key = `errors.${i18n.exists(`errors.${code}`, options) ? code : UNKNOWN}` as "errors.UNKNOWN";
      const message = t(key, options);
      const wait = details.retryAfter;
      if (wait === undefined || !hasWait) {
        return message;
      }
      return `${message} ${wait < HOUR ? t("errors.tryInMinutes", { count: Math.ceil(wait / MINUTE) }) : t("errors.tryInHours", { count: Math.ceil(wait / HOUR) })}`;
    },
    [t, i18n],
  );
}
