import { expect, test } from "vitest";
import { type Category, type Template, textIn } from "@/core/domain/entities/template";
import { suggest } from "./suggestions";

const template = (id: string, en: string, fa: string, tags: { en: string; fa: string }[] = []) =>
  ({ id, title: { en, fa }, tags }) as unknown as Template;
const RAIN = { en: "rain", fa: "باران" };
const TEMPLATES = [
  template("1", "Neon rain", "باران نئون", [RAIN, { en: "night", fa: "شب" }]),
  template("2", "Rainy window", "پنجرهٔ بارانی", [RAIN]),
  template("3", "Train", "قطار کیهانی"),
];
const CATEGORIES = [{ id: "r", slug: "rainbow", name: "Rainbows", count: 1 }] as Category[];

const names = (text: string, language: "en" | "fa" = "en") =>
  suggest(text, TEMPLATES, CATEGORIES, (texts) => textIn(language, texts)).map(({ kind, name, to }) => [kind, name, to]);

test("suggests categories, tags and templates with a word that begins like the text, each once", () => {
  expect(names("RAIN")).toEqual([
    ["category", "Rainbows", "/?category=rainbow"],
    ["tag", "rain", "/?tag=rain"],
    ["template", "Neon rain", "/templates/1"],
    ["template", "Rainy window", "/templates/2"],
  ]);
});

test("finds Persian words that are typed with Arabic letters", () => {
  expect(names("كيها", "fa")).toEqual([["template", "قطار کیهانی", "/templates/3"]]);
});

test("suggests few of each kind, and nothing for other words", () => {
  const many = Array.from({ length: 9 }, (_, index) => template(String(index), `Rain ${index}`, ""));
  expect(suggest("rain", many, [], (texts) => textIn("en", texts))).toHaveLength(4);
  expect(names("zzz")).toEqual([]);
});
