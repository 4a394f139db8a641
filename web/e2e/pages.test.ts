import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makePictures, Person, type Taste, startBrowser } from "./person";

/** Each choice is seen with each other one. */
const TASTES: Taste[] = [
  { language: "en", theme: "light", size: "phone" },
  { language: "fa", theme: "light", size: "desktop" },
  { language: "en", theme: "dark", size: "desktop" },
  { language: "fa", theme: "dark", size: "phone" },
];

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

test.concurrent.each(TASTES)("all pages are good in $language, $theme, on a $size", async (taste) => {
  const person = await Person.arrive(browser, taste);
  const { page, words } = person;

  await person.explore();
  expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual(
    taste.language === "fa" ? ["fa", "rtl"] : ["en", "ltr"],
  );
  await person.expectGoodPage("explore");
  const covered = await page.locator(".template-grid article").evaluateAll(
    (all) =>
      all.filter((it) => {
        const words = it.querySelector("a [dir]")!.getBoundingClientRect();
        const heart = it.querySelector("button")!.getBoundingClientRect();
        return words.left < heart.right && heart.left < words.right;
      }).length,
  );
  expect(covered, "prompts below the heart").toBe(0);

  await page.getByRole("button", { name: words.app.preferences }).click();
  await page.getByRole("menu").waitFor();
  await person.expectGoodPage("preferences");
  await page.keyboard.press("Escape");
  await page.getByRole("menu").waitFor({ state: "detached" });

  await page.getByRole("button", { name: words.explore.trending }).click();
  await page.waitForURL(/trending=true/);
  await person.explore(page.url());
  await person.expectGoodPage("trending");

  await page.locator(".template-grid article button").first().click();
  await page.getByRole("dialog").waitFor();
  await person.expectGoodPage("sign-in-to-keep");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });

  await page.locator(".template-grid article a").first().click();
  await page.getByRole("button", { name: words.template.share }).waitFor();
  await page.locator(".template-grid article img").first().waitFor();
  await person.expectGoodPage("template");

  await page.goto("/?search=zzzzzz");
  await page.getByText(words.explore.empty.title).waitFor();
  await person.expectGoodPage("nothing-found");

  await page.goto("/nowhere");
  await page.getByText(words.app.notFound.title).waitFor();
  await person.expectGoodPage("missing");

  await page.goto("/profile/account");
  await page.waitForURL(/sign-in/);
  await page.locator("#phone").waitFor();
  await person.expectGoodPage("sign-in");
  await page.locator("[data-slot=autocomplete-trigger]").click();
  await page.getByRole("listbox").waitFor();
  // The arrow keys of the search field move through the list; axe knows that of comboboxes alone.
  await person.expectGoodPage("country", ["scrollable-region-focusable"]);
  await page.keyboard.press("Escape");
  await page.getByRole("listbox").waitFor({ state: "detached" });

  await person.askForCode();
  await page.keyboard.type("000000");
  await page.getByRole("alert").filter({ hasText: /\S/ }).first().waitFor();
  await person.expectGoodPage("wrong-code");
  await page.keyboard.type(await person.code());
  await page.waitForURL("**/profile/account");
  await page.locator("#name").fill(taste.language === "fa" ? "سارا احمدی" : "Sara Ahmadi");
  await page.getByRole("button", { name: words.app.save }).click();
  await page.getByText(words.app.saved).waitFor();
  await person.expectGoodPage("account");
  const line = (section: string) =>
    page
      .getByRole("navigation", { name: words.profile.title })
      .getByRole("link", { name: section })
      .evaluate((it) => getComputedStyle(it).borderBottomColor);
  expect(await line(words.profile.sections.account), "the section that one is in is underlined").not.toBe(
    await line(words.profile.sections.characters),
  );

  await page.goto("/profile");
  await page.getByText(words.characters.none.title).waitFor();
  await person.expectGoodPage("no-characters");
  await page.goto("/profile/favorites");
  await page.getByText(words.profile.noFavorites.title).waitFor();
  await person.expectGoodPage("no-favourites");

  await page.goto("/profile/characters/new");
  await page.locator("#character-name").waitFor();
  await person.expectGoodPage("new-character");
  expect(await page.locator("#character-name").evaluate((it) => getComputedStyle(it).direction)).toBe(
    taste.language === "fa" ? "rtl" : "ltr",
  );
  await page.locator("input[type=file]").setInputFiles(await makePictures(page, 4));
  await page.locator("#character-name").fill(taste.language === "fa" ? "سارا" : "Sara");
  await person.expectGoodPage("new-character-chosen");
  await page.getByRole("button", { name: words.characters.create }).click();
  await page.waitForURL("**/profile");
  await page.locator("h3").waitFor();
  await page.locator("section li img").first().waitFor();
  await person.expectGoodPage("characters");
  await page.locator("section li button").first().click();
  await page
    .getByRole("alertdialog", { name: words.characters.deleteAsk.replace("{{name}}", taste.language === "fa" ? "سارا" : "Sara") })
    .waitFor();
  await person.expectGoodPage("delete-character");

  await person.leave();
});
