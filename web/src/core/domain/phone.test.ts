import { expect, test } from "vitest";
import { countryOf, formatPhone, listCountries, guessCountry, parsePhone } from "./phone";

test("parses national formats", () => {
  expect(parsePhone("0912 123 4567", "IR").e164).toBe("+989121234567");
  expect(parsePhone("9121234567", "IR").e164).toBe("+989121234567");
});

test("parses Persian digits", () => {
  expect(parsePhone("۰۹۱۲۱۲۳۴۵۶۷", "IR")).toEqual({ country: "IR", national: "0912 123 4567", e164: "+989121234567" });
});

test.each(["+49 1512 3456789", "0049 1512 3456789", "۰۰۴۹۱۵۱۲۳۴۵۶۷۸۹"])("%s changes the country", (typed) => {
  expect(parsePhone(typed, "IR")).toMatchObject({ country: "DE", e164: "+4915123456789" });
});

test("keeps an incomplete number", () => {
  expect(parsePhone("0912", "IR").e164).toBeNull();
  expect(parsePhone("+", "IR")).toEqual({ country: "IR", national: "+", e164: null });
  expect(parsePhone("", "IR")).toEqual({ country: "IR", national: "", e164: null });
});

test("formats a number in groups", () => {
  expect(formatPhone("+989121234567")).toBe("+98 912 123 4567");
});

test("knows the country of a number", () => {
  expect(countryOf("+989121234567")).toBe("IR");
  expect(countryOf("+4915123456789")).toBe("DE");
});

test("lists countries in the chosen language", () => {
  expect(listCountries("fa")).toContainEqual({ code: "IR", name: "ایران", callingCode: "+98" });
  expect(listCountries("en")).toContainEqual({ code: "DE", name: "Germany", callingCode: "+49" });
});

test("guesses the country from the language's region and defaults to Iran", () => {
  expect(guessCountry(["de", "de-AT", "en-US"])).toBe("AT");
  expect(guessCountry(["fa"])).toBe("IR");
});
