import { expect, test } from "vitest";
import { formatPhone, listCountries, probableCountry, readPhone } from "./phone";

test("reads a number as people of its country write it", () => {
  expect(readPhone("0912 123 4567", "IR").e164).toBe("+989121234567");
  expect(readPhone("9121234567", "IR").e164).toBe("+989121234567");
});

test("reads Persian digits", () => {
  expect(readPhone("۰۹۱۲۱۲۳۴۵۶۷", "IR")).toEqual({ country: "IR", national: "0912 123 4567", e164: "+989121234567" });
});

test.each(["+49 1512 3456789", "0049 1512 3456789", "۰۰۴۹۱۵۱۲۳۴۵۶۷۸۹"])("changes the country with %s", (typed) => {
  expect(readPhone(typed, "IR")).toMatchObject({ country: "DE", e164: "+4915123456789" });
});

test("keeps what is not a whole number yet", () => {
  expect(readPhone("0912", "IR").e164).toBeNull();
  expect(readPhone("+", "IR")).toEqual({ country: "IR", national: "+", e164: null });
  expect(readPhone("", "IR")).toEqual({ country: "IR", national: "", e164: null });
});

test("reads a number out in groups", () => {
  expect(formatPhone("+989121234567")).toBe("+98 912 123 4567");
});

test("names countries in the language", () => {
  expect(listCountries("fa")).toContainEqual({ code: "IR", name: "ایران", callingCode: "+98" });
  expect(listCountries("en")).toContainEqual({ code: "DE", name: "Germany", callingCode: "+49" });
});

test("guesses the country by the languages' regions, else Iran", () => {
  expect(probableCountry(["de", "de-AT", "en-US"])).toBe("AT");
  expect(probableCountry(["fa"])).toBe("IR");
});
