import { expect, test } from "vitest";
import { digitsOf, toLatinDigits } from "./digits";

test("converts Persian and Arabic digits and keeps other characters", () => {
  expect(toLatinDigits("۰۱۲۳۴۵۶۷۸۹ ٠١٢٣٤٥٦٧٨٩ abc ی")).toBe("0123456789 0123456789 abc ی");
});

test("extracts the first digits of pasted text", () => {
  expect(digitsOf("Your code is: ۱۲۳-456 78", 6)).toBe("123456");
});
