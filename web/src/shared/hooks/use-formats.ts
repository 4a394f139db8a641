import { useMemo } from "react";
import { usePreferences } from "@/shared/stores/preferences";
import { localeOf } from "@/shared/translations/i18n";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Up to how many days ago a date is said in words. */
const RECENT = 6;

/** Up to how many days ahead a date has its distance beside it. */
const SOON = 45;

/** How many midnights are between now and an instant: negative if it has passed. */
function daysFromNow(instant: Date): number {
  const midnight = (date: Date) => new Date(date).setHours(0, 0, 0, 0);
  return Math.round((midnight(instant) - midnight(new Date())) / DAY);
}

/** Formats numbers and dates in the chosen language. Persian uses Persian digits and the Solar Hijri calendar. */
export function useFormats() {
  const locale = localeOf(usePreferences((state) => state.language));
  return useMemo(() => {
    const plain = new Intl.NumberFormat(locale);
    const ungrouped = new Intl.NumberFormat(locale, { useGrouping: false });
    const withSign = new Intl.NumberFormat(locale, { signDisplay: "exceptZero" });
    const short = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });
    const date = new Intl.DateTimeFormat(locale, { dateStyle: "long" });
    const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short" });
    const list = new Intl.ListFormat(locale);
    const ago = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
    const time = new Intl.DateTimeFormat(locale, { timeStyle: "short" });
    const comma = locale.startsWith("fa") ? "،" : ",";
    const capitalized = (text: string) => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
    const dayOf = (at: Date) => {
      const days = daysFromNow(at);
      return days <= 0 && days >= -RECENT ? capitalized(ago.format(days, "day")) : date.format(at);
    };
    return {
      number: (value: number) => plain.format(value),
      /** With a plus or minus sign. */
      signed: (value: number) => withSign.format(value),
      /** Replaces the digits of a text, such as a phone number, by those of the language. */
      digits: (text: string) => text.replace(/\d/g, (digit) => plain.format(Number(digit))),
      /** The name of a currency after an amount, such as "US dollars". */
      currencyName: (currency: string) =>
        new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay: "name" })
          .formatToParts(2)
          .find(({ type }) => type === "currency")!.value,
      /** The width and height of a picture. */
      pixels: (width: number, height: number) => [width, height].map((value) => ungrouped.format(value)).join(" × "),
      /** Joins the parts of a sentence by commas and "and". */
      list: (parts: readonly string[]) => list.format(parts),
      compact: (value: number) => short.format(value),
      percent: (fraction: number) => new Intl.NumberFormat(locale, { style: "percent" }).format(fraction),
      date: (instant: string) => date.format(new Date(instant)),
      /** A day in the past, recent ones in words, such as "Yesterday". */
      day: (instant: string) => dayOf(new Date(instant)),
      /** A time in the past, with its day as `day` has it. */
      moment: (instant: string) => `${dayOf(new Date(instant))}${comma} ${time.format(new Date(instant))}`,
      /** A day in the future, with how far it is away, such as "28 December 2026 (in 3 days)". */
      dayAhead: (instant: string) => {
        const days = daysFromNow(new Date(instant));
        const text = date.format(new Date(instant));
        return days >= 0 && days <= SOON ? `${text} (${ago.format(days, "day")})` : text;
      },
      dateTime: (instant: string) => dateTime.format(new Date(instant)),
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
