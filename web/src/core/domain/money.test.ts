import { expect, test } from "vitest";
import { formatMoney } from "./money";

test.each([
  [1_500_000, "IRR", "fa-IR", "۱۵۰٬۰۰۰ تومان"],
  [1_500_000, "IRR", "en-GB", "150,000 toman"],
  [10_000, "IRR", "fa-IR", "۱٬۰۰۰ تومان"],
  [66_667, "IRR", "en-GB", "6,667 toman"],
  [299, "USD", "en-GB", "$2.99"],
  [299, "CAD", "en-GB", "CA$2.99"],
  [1000, "EUR", "en-GB", "€10.00"],
  [450, "JPY", "en-GB", "JP¥450"],
  [1_234_567, "KWD", "en-GB", "KWD 1,234.567"],
])("%i %s in %s is %s", (amount, currency, locale, text) => {
  const toman = locale === "fa-IR" ? "تومان" : "toman";

  expect(formatMoney({ amount, currency }, locale, toman).replaceAll("\u00a0", " ")).toBe(text);
});

test("foreign prices have Persian digits in Persian", () => {
  expect(formatMoney({ amount: 699, currency: "EUR" }, "fa-IR", "تومان")).toContain("۶٫۹۹");
});
