import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import legalEn from "@/shared/translations/legal/en.json";
import legalFa from "@/shared/translations/legal/fa.json";
import { makePictures, Person, type Variant, startBrowser } from "./person";

const LEGAL = { en: legalEn, fa: legalFa };

/** Every pair of settings occurs once. */
const VARIANTS: Variant[] = [
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

test.concurrent.each(VARIANTS)("all pages are accessible, fit and log no errors ($language, $theme, $size)", async (variant) => {
  const person = await Person.open(browser, variant);
  const { page, texts } = person;

  await person.explore();
  expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual(
    variant.language === "fa" ? ["fa", "rtl"] : ["en", "ltr"],
  );
  await page.getByRole("heading", { level: 1, name: person.texts.landing.title }).waitFor();
  await person.checkPage("landing");
  await page.getByRole("searchbox").scrollIntoViewIfNeeded();
  await person.checkPage("explore");
  await page.getByRole("contentinfo").scrollIntoViewIfNeeded();
  await page.getByRole("button", { name: texts.app.more }).waitFor();
  await page.getByRole("contentinfo").scrollIntoViewIfNeeded();
  await person.checkPage("footer");
  const covered = await page.locator(".template-grid article").evaluateAll(
    (all) =>
      all.filter((card) => {
        const title = card.querySelector("a [dir]")!.getBoundingClientRect();
        const heart = card.querySelector("button")!.getBoundingClientRect();
        return title.left < heart.right && heart.left < title.right && title.top < heart.bottom && heart.top < title.bottom;
      }).length,
  );
  expect(covered, "titles that the heart covers").toBe(0);

  await page.getByRole("button", { name: texts.app.preferences }).click();
  await page.getByRole("menu").waitFor();
  await person.checkPage("preferences");
  await page.keyboard.press("Escape");
  await page.getByRole("menu").waitFor({ state: "detached" });

  await page.getByRole("button", { name: texts.explore.trending }).click();
  await page.waitForURL(/trending=true/);
  await person.explore(page.url());
  await person.checkPage("trending");

  await page.locator(".template-grid article button").first().click();
  await page.getByRole("dialog").waitFor();
  await person.checkPage("sign-in-dialog");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });

  await page.locator(".template-grid article > a").first().click();
  await page.getByRole("button", { name: texts.template.share }).waitFor();
  await page.locator(".template-grid article img").first().waitFor();
  await person.checkPage("template");
  const template = new URL(page.url()).pathname;

  await page.goto("/?search=zzzzzz");
  await page.getByText(texts.explore.empty.search.replace("{{search}}", "zzzzzz")).waitFor();
  await person.checkPage("no-results");

  const legal = LEGAL[variant.language];
  for (const [name, title] of [
    ["about", legal.about.title],
    ["privacy", legal.privacy.title],
    ["terms", legal.terms.title],
    ["contact", legal.contactTitle],
  ] as const) {
    await page.goto(`/${name}`);
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
    await person.checkPage(name);
  }

  await page.goto("/nowhere");
  await page.getByText(texts.app.notFound.title).waitFor();
  await person.checkPage("not-found");

  await page.goto("/profile/account");
  await page.waitForURL(/sign-in/);
  await page.locator("#phone").waitFor();
  await person.checkPage("sign-in");
  await page.locator("[data-slot=autocomplete-trigger]").click();
  await page.getByRole("listbox").waitFor();
  // The arrow keys in the search field scroll the list. Axe accepts that only for comboboxes.
  await person.checkPage("country", ["scrollable-region-focusable"]);
  await page.keyboard.press("Escape");
  await page.getByRole("listbox").waitFor({ state: "detached" });

  await person.requestCode();
  await page.keyboard.type("000000");
  await page.getByRole("alert").filter({ hasText: /\S/ }).first().waitFor();
  await person.checkPage("wrong-code");
  await page.keyboard.type(await person.code());
  await page.waitForURL("**/profile/account");
  await page.locator("#name").fill(variant.language === "fa" ? "سارا احمدی" : "Sara Ahmadi");
  await page.getByRole("button", { name: texts.app.save }).click();
  await page.getByText(texts.app.saved).waitFor();
  await person.checkPage("account");
  const underline = (section: string) =>
    page
      .getByRole("navigation", { name: texts.profile.title })
      .getByRole("link", { name: section })
      .evaluate((link) => getComputedStyle(link).borderBottomColor);
  expect(await underline(texts.profile.sections.account), "the current section is underlined").not.toBe(
    await underline(texts.profile.sections.stars),
  );

  await page.goto("/profile/characters");
  await page.getByText(texts.characters.about).waitFor();
  await person.checkPage("no-characters");
  await page.goto("/favorites");
  await page.getByText(texts.favorites.title).waitFor();
  await person.checkPage("no-favourites");

  await page.goto("/profile/characters/new");
  await page.locator("#character-name").waitFor();
  await person.checkPage("new-character");
  expect(await page.locator("#character-name").evaluate((input) => getComputedStyle(input).direction)).toBe(
    variant.language === "fa" ? "rtl" : "ltr",
  );
  await person.choosePictures(4);
  await page.locator("#character-name").fill(variant.language === "fa" ? "سارا" : "Sara");
  await person.checkPage("new-character-chosen");
  await page.getByRole("button", { name: texts.explore.addCharacter }).click();
  await page.waitForURL(/\/characters\/[0-9a-f]{24}$/);
  await page.locator("section li img").first().waitFor();
  await person.checkPage("character");
  await page.getByRole("button", { name: texts.character.rename }).click();
  await person.checkPage("character-name");
  await page.getByRole("button", { name: texts.app.cancel }).click();
  const name = variant.language === "fa" ? "سارا" : "Sara";
  await page.getByRole("button", { name: texts.characters.delete.replace("{{name}}", name) }).click();
  await page.getByRole("alertdialog", { name: texts.characters.deleteAsk.replace("{{name}}", name) }).waitFor();
  await person.checkPage("delete-character");
  await page.goto("/profile/characters");
  await page.getByRole("link", { name: texts.explore.openCharacter.replace("{{name}}", name) }).waitFor();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await person.checkPage("characters");

  await page.goto("/gallery");
  await page.getByText(texts.gallery.empty.title).waitFor();
  await person.checkPage("no-pictures");
  await page.goto(template);
  await page.getByRole("link", { name: variant.language === "fa" ? /سارا/ : /Sara/ }).waitFor();
  await page.locator(".template-grid article img").first().waitFor();
  await person.checkPage("template-signed-in");
  await page.getByText(texts.template.prompt, { exact: true }).click();
  await page.getByRole("button", { name: texts.template.copyPrompt }).waitFor();
  await person.checkPage("template-prompt");
  await page.getByRole("button", { name: texts.template.enlarge }).click();
  await page.getByRole("dialog").waitFor();
  await person.checkPage("template-lightbox");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });

  await page.goto("/create");
  await page.getByLabel(texts.create.words).waitFor();
  await person.checkPage("create-words");
  await page.goto(`/create?template=${template.split("/").at(-1)}`);
  const create = page.getByRole("button", { name: texts.create.submit }).and(page.locator(":enabled"));
  await create.waitFor();
  await person.checkPage("create-character");
  await page.getByRole("tab", { name: texts.create.sources.photos }).click();
  await person.checkPage("create");
  await person.choosePictures(2);
  await create.waitFor();
  await person.checkPage("create-photos");
  await create.click();
  await page.getByRole("heading", { name: texts.image.succeeded }).waitFor();
  await page.getByRole("button", { name: texts.image.compare }).waitFor();
  await person.checkPage("picture");
  await page.getByRole("button", { name: texts.template.enlarge }).click();
  await page.getByRole("dialog", { name: texts.image.alt }).waitFor();
  await person.checkPage("lightbox");
  await page.keyboard.press("Escape");
  await page.goto("/gallery");
  await page.getByRole("list", { name: texts.gallery.title }).locator("img").waitFor();
  await page.getByRole("heading", { name: texts.favorites.suggestions }).waitFor();
  await person.checkPage("gallery");
  await page.goto("/gallery?type=upscale");
  await page.getByText(texts.gallery.none.upscale).waitFor();
  await person.checkPage("gallery-none");
  await page.goto("/profile/stars");
  await page.getByText(texts.stars.kinds.welcome).waitFor();
  await person.checkPage("stars");

  await person.close();
});

test("the app opens offline, and takes the photos that another app shares", async () => {
  const person = await Person.open(browser, { language: "en", theme: "light", size: "phone" }, undefined, "allow");
  const { page, context, texts } = person;
  await page.goto("/");
  await page.waitForFunction(async () => navigator.serviceWorker.controller && (await caches.match("/index.html")));

  const [photo] = await makePictures(page, 1);
  await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const form = new FormData();
    form.append("photos", new File([bytes], "me & you.png", { type: "image/png" }));
    await fetch("/share-photos", { method: "POST", body: form });
  }, photo!.buffer.toString("base64"));
  await page.goto("/create?shared");
  await page.getByRole("img", { name: texts.photos.photo.replace("{{number}}", "1") }).waitFor();
  expect(new URL(page.url()).search).toBe("");
  expect(await page.evaluate(() => caches.has("shared-photos"))).toBe(false);

  await context.setOffline(true);
  await page.goto("/favorites");
  await page.goto("/");
  await page.getByRole("heading", { level: 1, name: texts.landing.title }).waitFor();
  await context.close();
});
