import { readFileSync } from "node:fs";
import { act, render, screen } from "@testing-library/react";
import i18next from "i18next";
import { createElement, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { expect, test } from "vitest";
import { parse } from "yaml";
import "./i18n";
import sharing from "./sharing/en.json";

type Texts = Record<string, object>;

/** The texts of a language by the path of their file without the language, such as `./auth/`. */
const inFiles = (files: Texts, language: string): Texts =>
  Object.fromEntries(Object.entries(files).map(([path, texts]) => [path.replace(`${language}.json`, ""), texts]));

const LANGUAGES = {
  en: inFiles(import.meta.glob<object>("./**/en.json", { eager: true, import: "default" }), "en"),
  fa: inFiles(import.meta.glob<object>("./**/fa.json", { eager: true, import: "default" }), "fa"),
};

/** Lists the texts of a nested object with their key paths. */
function flat(tree: object, path = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[path + key, value] as [string, string]] : flat(value as object, `${path}${key}.`),
  );
}

/** Lists the error codes in openapi.yaml: from examples, constants and descriptions. */
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

const API = [...new Set(codes(parse(readFileSync("../openapi.yaml", "utf8"))))];
const GATEWAY = [...readFileSync("../template.yaml", "utf8").matchAll(/"code":"([A-Z_]+)"/g)].map(([, code]) => code!);

test("finds the error codes of the API and the gateway", () => {
  expect(API).toEqual(expect.arrayContaining(["WRONG_CODE", "TOO_MANY_CODES", "VALIDATION", "DATABASE_UNAVAILABLE"]));
  expect(GATEWAY).toContain("TIMEOUT");
});

test.each(Object.keys(LANGUAGES))("every error code has a text in %s", async (language) => {
  await i18next.changeLanguage(language);
  const missing = [...API, ...GATEWAY].filter((code) => !i18next.exists(`errors.${code}`, { count: 2, fallbackLng: [] }));
  expect(missing).toEqual([]);
});

test("both languages have the same keys and no empty texts", () => {
  const keys = (tree: object) => flat(tree).map(([key]) => key);
  expect(keys(LANGUAGES.fa)).toEqual(keys(LANGUAGES.en));
  expect([...flat(LANGUAGES.en), ...flat(LANGUAGES.fa)].filter(([, text]) => text.trim() === "")).toEqual([]);
});

test("both languages use the same placeholders", () => {
  const placeholders = (text: string) => [...text.matchAll(/{{\s*(\w+)/g)].map(([, name]) => name).sort();
  const persian = new Map(flat(LANGUAGES.fa));
  for (const [key, text] of flat(LANGUAGES.en)) {
    expect(placeholders(persian.get(key) ?? ""), key).toEqual(placeholders(text));
  }
});

test("numbers in Persian texts use Persian digits", async () => {
  await i18next.changeLanguage("fa");
  expect(i18next.t("errors.WRONG_CODE", { count: 19 })).toContain("۱۹");
});

test("no text is in two namespaces that a page sees at once", () => {
  for (const { "./": common, ...features } of Object.values(LANGUAGES)) {
    const taken = new Set(flat(common!).map(([key]) => key));
    expect(Object.values(features).flatMap((texts) => flat(texts).filter(([key]) => taken.has(key)))).toEqual([]);
  }
});

test("nothing is shown until its texts are loaded", async () => {
  await i18next.changeLanguage("en");
  i18next.removeResourceBundle("en", "sharing");
  const Title = () => createElement("h1", null, useTranslation("sharing").t("shared.title"));

  await act(async () => void render(createElement(Suspense, { fallback: "Loading" }, createElement(Title))));

  expect(screen.queryByText("shared.title")).toBeNull();
  expect(await screen.findByRole("heading", { name: sharing.shared.title })).toBeTruthy();
});
