const FIRST_DIGITS = ["۰", "٠"].map((digit) => digit.charCodeAt(0));

/** Replaces Persian and Arabic digits by Latin digits. */
export function toLatinDigits(text: string): string {
  return text.replace(/[۰-۹٠-٩]/g, (digit) => {
    const code = digit.charCodeAt(0);
    const zero = FIRST_DIGITS.find((first) => code >= first && code < first + 10) ?? code;
    return String(code - zero);
  });
}

/** Returns the first `max` digits of a text as Latin digits, without the other characters. */
export function digitsOf(text: string, max = Infinity): string {
  return toLatinDigits(text)
    .replace(/[^0-9]/g, "")
    .slice(0, max);
}
