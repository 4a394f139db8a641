import { expect, test } from "vitest";
import { mainText, textIn } from "./template";

test("a text is shown in the chosen language", () => {
  expect(textIn("en", { en: "Rain", fa: "باران" })).toBe("Rain");
  expect(textIn("fa", { en: "Rain", fa: "باران" })).toBe("باران");
});

test("a text in one language is shown in that language", () => {
  expect(textIn("en", { en: null, fa: "باران" })).toBe("باران");
  expect(textIn("fa", { en: "Rain", fa: null })).toBe("Rain");
});

test("the API filters by the English name, or the Persian one without an English one", () => {
  expect(mainText({ en: "Rain", fa: "باران" })).toBe("Rain");
  expect(mainText({ en: null, fa: "باران" })).toBe("باران");
});
