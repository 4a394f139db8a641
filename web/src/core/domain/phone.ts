import {
  AsYouType,
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from "libphonenumber-js/min";
import { toLatinDigits } from "./digits";

export type { CountryCode };

/** A phone number as far as it is typed. */
export interface TypedPhone {
  readonly country: CountryCode;
  /** As people of the country write it, in Latin digits. */
  readonly national: string;
  /** Null until the number is a whole one. */
  readonly e164: string | null;
}

export interface Country {
  readonly code: CountryCode;
  readonly name: string;
  /** With the plus. */
  readonly callingCode: string;
}

/** Reads what was typed or pasted; a number with a country code of its own changes the country. */
export function readPhone(typed: string, country: CountryCode): TypedPhone {
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

/** The number as it is read out, such as `+98 912 123 4567`. */
export function formatPhone(e164: string): string {
  return parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
}

/** All countries, by their names in a language. */
export function listCountries(language: string): Country[] {
  const names = new Intl.DisplayNames([language], { type: "region" });
  return getCountries()
    .map((code) => ({ code, name: names.of(code) ?? code, callingCode: `+${getCountryCallingCode(code)}` }))
    .sort((one, other) => one.name.localeCompare(other.name, language));
}

/** Where the person probably is: by their language's region, else Iran, where Nero began. */
export function probableCountry(languages: readonly string[]): CountryCode {
  const region = languages.map((language) => language.split("-")[1] ?? "").find((it) => isSupportedCountry(it));
  return (region as CountryCode | undefined) ?? "IR";
}
