import { useMemo } from "react";
import { usePreferences } from "@/shared/stores/preferences";
import { localeOf } from "@/shared/translations/i18n";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Numbers and dates as the chosen language writes them: in Persian its digits and the Solar Hijri calendar. */
export function useFormats() {
  const locale = localeOf(usePreferences((it) => it.language));
  return useMemo(() => {
    const plain = new Intl.NumberFormat(locale);
    const short = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });
    const date = new Intl.DateTimeFormat(locale, { dateStyle: "long" });
    const ago = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
    return {
      number: (value: number) => plain.format(value),
      /** A text such as a phone number with the digits of the language. */
      digits: (text: string) => text.replace(/\d/g, (digit) => plain.format(Number(digit))),
      compact: (value: number) => short.format(value),
      percent: (part: number) => new Intl.NumberFormat(locale, { style: "percent" }).format(part),
      date: (instant: string) => date.format(new Date(instant)),
      clock: (seconds: number) =>
        `${plain.format(Math.floor(seconds / 60))}:${new Intl.NumberFormat(locale, { minimumIntegerDigits: 2 }).format(seconds % 60)}`,
      ago: (instant: string) => {
        const passed = Date.now() - new Date(instant).getTime();
        if (passed < HOUR) {
          return ago.format(-Math.floor(passed / MINUTE), "minute");
        }
        return passed < DAY ? ago.format(-Math.floor(passed / HOUR), "hour") : ago.format(-Math.floor(passed / DAY), "day");
      },
    };
  }, [locale]);
}
