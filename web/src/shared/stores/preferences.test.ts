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
