import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { applyPreferences, usePreferences } from "./preferences";

test("applies and stores a change of language and theme", () => {
  applyPreferences();
  const root = document.documentElement;

  usePreferences.getState().choose({ language: "fa", theme: "dark" });
  expect([root.lang, root.dir, root.classList.contains("dark")]).toEqual(["fa", "rtl", true]);

  usePreferences.getState().choose({ language: "en", theme: "light" });
  expect([root.lang, root.dir, root.classList.contains("dark")]).toEqual(["en", "ltr", false]);
  expect(JSON.parse(localStorage.getItem("nero.preferences")!)).toMatchObject({ state: { language: "en", theme: "light" } });
});

test.each([
  ["fa", ["fa", "rtl"]],
  ["en", ["en", "ltr"]],
  ["de", ["en", "ltr"]],
])("a link with ?lang=%s chooses the language before the first paint", (asked, expected) => {
  localStorage.setItem("nero.preferences", JSON.stringify({ state: { theme: "dark", language: "en" }, version: 0 }));
  history.replaceState(null, "", `/templates/1?lang=${asked}&a=b`);

  new Function(readFileSync("public/before-paint.js", "utf8"))();

  expect([document.documentElement.lang, document.documentElement.dir]).toEqual(expected);
  expect(JSON.parse(localStorage.getItem("nero.preferences")!).state).toEqual({ theme: "dark", language: expected[0] });
  expect(location.search).toBe(asked === "de" ? "?lang=de&a=b" : "?a=b");
});
