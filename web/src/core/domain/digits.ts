const FIRST_DIGITS = ["۰", "٠"].map((digit) => digit.charCodeAt(0));

/** Persian and Arabic digits become Latin ones; all else stays. */
export function toLatinDigits(text: string): string {
  return text.replace(/[۰-۹٠-٩]/g, (digit) => {
    const code = digit.charCodeAt(0);
    const zero = FIRST_DIGITS.find((first) => code >= first && code < first + 10) ?? code;
    return String(code - zero);
  });
}

/** The Latin digits of a text and nothing else, at most so many. */
export function digitsOf(text: string, most = Infinity): string {
  return toLatinDigits(text)
    .replace(/[^0-9]/g, "")
    .slice(0, most);
}
