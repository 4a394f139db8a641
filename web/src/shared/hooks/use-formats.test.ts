import { renderHook } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { type Language, usePreferences } from "@/shared/stores/preferences";
import { useFormats } from "./use-formats";

const formats = (language: Language) => {
  usePreferences.getState().choose({ language });
  return renderHook(() => useFormats()).result.current;
};

afterEach(() => vi.useRealTimers());

test("Persian uses Persian digits and the Solar Hijri calendar", () => {
  const { number, digits, date, percent } = formats("fa");

  expect(number(1250)).toBe("۱٬۲۵۰");
  expect(digits("+98 912 123 4567")).toBe("+۹۸ ۹۱۲ ۱۲۳ ۴۵۶۷");
  expect(percent(0.5)).toBe("۵۰٪");
  expect(date("2026-05-14T12:00:00.000Z")).toContain("۱۴۰۵");
});

test("English uses Latin digits and the Gregorian calendar", () => {
  const { number, date } = formats("en");

  expect(number(1250)).toBe("1,250");
  expect(date("2026-05-14T12:00:00.000Z")).toBe("14 May 2026");
});

test("relative times use minutes, hours or days", () => {
  vi.useFakeTimers({ now: Date.parse("2026-05-14T12:00:00Z") });
  const { ago } = formats("en");

  expect(ago("2026-05-14T11:15:00Z")).toBe("45 minutes ago");
  expect(ago("2026-05-14T09:00:00Z")).toBe("3 hours ago");
  expect(ago("2026-05-13T10:00:00Z")).toBe("yesterday");
});

test("recent days are said in words, and days ahead have their distance", () => {
  vi.useFakeTimers({ now: new Date(2026, 4, 14, 12) });
  const at = (day: number, hour = 9) => new Date(2026, 4, day, hour, 30).toISOString();
  const { day, moment, dayAhead } = formats("en");

  expect([day(at(14)), day(at(13, 23)), day(at(8)), day(at(7))]).toEqual(["Today", "Yesterday", "6 days ago", "7 May 2026"]);
  expect(moment(at(13))).toBe("Yesterday, 09:30");
  expect([dayAhead(at(14)), dayAhead(at(15)), dayAhead(at(17))]).toEqual([
    "14 May 2026 (today)",
    "15 May 2026 (tomorrow)",
    "17 May 2026 (in 3 days)",
  ]);
  expect(dayAhead(new Date(2027, 0, 1).toISOString())).toBe("1 January 2027");
});
