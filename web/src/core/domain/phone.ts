import {
  AsYouType,
  type CountryCode,
  type Examples,
  getCountries,
  getCountryCallingCode,
  getExampleNumber,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from "libphonenumber-js/min";
import { toLatinDigits } from "./digits";

export type { CountryCode };

/** A phone number that the user is typing. */
export interface TypedPhone {
  readonly country: CountryCode;
  /** National format, in Latin digits. */
  readonly national: string;
  /** Null until the number is complete and valid. */
  readonly e164: string | null;
}

export interface Country {
  readonly code: CountryCode;
  readonly name: string;
  /** Including the plus sign. */
  readonly callingCode: string;
}

/** Parses typed or pasted text. A number with a calling code (`+49…`, `0049…`) changes the country. */
export function parsePhone(typed: string, country: CountryCode): TypedPhone {
  const text = toLatinDigits(typed).replace(/^\s*00/, "+");
  if (text.trimStart().startsWith("+")) {
    const parsed = parsePhoneNumberFromString(text);
    if (parsed?.country) {
      return { country: parsed.country, national: parsed.formatNational(), e164: parsed.isValid() ? parsed.number : null };
    }
    return { country, national: text.replace(/[^+0-9 ]/g, ""), e164: null };
  }
  const parsed = parsePhoneNumberFromString(text, country);
  return {
    country,
    national: new AsYouType(country).input(text.replace(/[^0-9]/g, "")),
    e164: parsed?.isValid() ? parsed.number : null,
  };
}

/** International format, such as `+98 912 123 4567`. */
export function formatPhone(e164: string): string {
  return parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
}

/** An example of how a number of a country is typed, such as `0912 345 6789`. Empty if there is none. */
export const examplePhone = (country: CountryCode, examples: Examples): string =>
  getExampleNumber(country, examples)?.formatNational() ?? "";

/** The country of a complete phone number. Undefined if the number belongs to none. */
export const countryOf = (e164: string): CountryCode | undefined => parsePhoneNumberFromString(e164)?.country;

/** All countries, sorted by their names in the given language. */
export function listCountries(language: string): Country[] {
  const names = new Intl.DisplayNames([language], { type: "region" });
  return getCountries()
    .map((code) => ({ code, name: names.of(code) ?? code, callingCode: `+${getCountryCallingCode(code)}` }))
    .sort((one, other) => one.name.localeCompare(other.name, language));
}

/** Guesses the user's country from the regions of the browser's languages. Default: Iran. */
export function guessCountry(languages: readonly string[]): CountryCode {
  const region = languages.map((language) => language.split("-")[1] ?? "").find((code) => isSupportedCountry(code));
  return (region as CountryCode | undefined) ?? "IR";
}
