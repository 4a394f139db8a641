import { readFileSync } from "node:fs";
import i18next from "i18next";
import { expect, test } from "vitest";
import { parse } from "yaml";
import en from "./en.json";
import fa from "./fa.json";
import "./i18n";

const LANGUAGES = { en, fa };

/** The leaves of a tree of texts, by their paths. */
function flat(tree: object, path = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[path + key, value] as [string, string]] : flat(value as object, `${path}${key}.`),
  );
}

/** Every error code that the contract names: in examples, as constants, and in words. */
function codes(node: unknown): string[] {
  if (typeof node === "string") {
    return [...node.matchAll(/`([A-Z]+(?:_[A-Z]+)+|[A-Z]{8,})`/g)].map(([, code]) => code!);
  }
  if (typeof node !== "object" || node === null) {
    return [];
  }
  const { code } = node as { code?: unknown };
  const own = typeof code === "string" ? code : (code as { const?: unknown } | undefined)?.const;
  return [...(typeof own === "string" && /^[A-Z_]+$/.test(own) ? [own] : []), ...Object.values(node).flatMap(codes)];
}

const CONTRACT = [...new Set(codes(parse(readFileSync("../openapi.yaml", "utf8"))))];
const GATEWAY = [...readFileSync("../template.yaml", "utf8").matchAll(/"code":"([A-Z_]+)"/g)].map(([, code]) => code!);

test("the contract's codes are found", () => {
  expect(CONTRACT).toEqual(expect.arrayContaining(["WRONG_CODE", "TOO_MANY_CODES", "VALIDATION", "DATABASE_UNAVAILABLE"]));
  expect(GATEWAY).toContain("TIMEOUT");
});

test.each(Object.keys(LANGUAGES))("every error of the contract has words in %s", async (language) => {
  await i18next.changeLanguage(language);
  const missing = [...CONTRACT, ...GATEWAY].filter((code) => !i18next.exists(`errors.${code}`, { count: 2, fallbackLng: [] }));
  expect(missing).toEqual([]);
});

test("both languages have the same texts, none empty", () => {
  const keys = (tree: object) => flat(tree).map(([key]) => key);
  expect(keys(fa)).toEqual(keys(en));
  expect([...flat(en), ...flat(fa)].filter(([, text]) => text.trim() === "")).toEqual([]);
});

test("both languages fill in the same values", () => {
  const values = (text: string) => [...text.matchAll(/{{\s*(\w+)/g)].map(([, name]) => name).sort();
  const persian = new Map(flat(fa));
  for (const [key, text] of flat(en)) {
    expect(values(persian.get(key) ?? ""), key).toEqual(values(text));
  }
});

test("numbers in Persian texts have Persian digits", async () => {
  await i18next.changeLanguage("fa");
  expect(i18next.t("errors.WRONG_CODE", { count: 19 })).toContain("۱۹");
});
