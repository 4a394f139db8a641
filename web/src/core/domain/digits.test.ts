import { expect, test } from "vitest";
import { digitsOf, toLatinDigits } from "./digits";

test("folds Persian and Arabic digits and leaves all else", () => {
  expect(toLatinDigits("۰۱۲۳۴۵۶۷۸۹ ٠١٢٣٤٥٦٧٨٩ abc ی")).toBe("0123456789 0123456789 abc ی");
});

test("takes the digits out of what was pasted, at most so many", () => {
  expect(digitsOf("Your code is: ۱۲۳-456 78", 6)).toBe("123456");
});
