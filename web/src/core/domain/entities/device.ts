import type { components } from "@/core/api/schema";

/** A device on which the user is signed in. */
export type Device = components["schemas"]["Session"];

const BROWSERS: [RegExp, string][] = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/Chrome\/|CriOS\//, "Chrome"],
  [/Safari\//, "Safari"],
];

const SYSTEMS: [RegExp, string][] = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux|X11/, "Linux"],
];

/** Milliseconds after its last request during which a device is in use. */
const IN_USE = 60_000;

export const isInUse = ({ lastUsedAt }: Device): boolean => Date.now() - Date.parse(lastUsedAt) < IN_USE;

/** Reads the browser and the system from a User-Agent header. Null means unknown. */
export function describeDevice(userAgent: string): { browser: string | null; system: string | null; isPhone: boolean } {
  const first = (table: [RegExp, string][]) => table.find(([pattern]) => pattern.test(userAgent))?.[1] ?? null;
  return { browser: first(BROWSERS), system: first(SYSTEMS), isPhone: /Mobi|Android|iPhone/.test(userAgent) };
}
