import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { RUNNING, startNero, stopNero } from "./nero";
import { baseUrl, makePictures, Person, startBrowser, type Taste, WORDS } from "./person";

const ENGLISH: Taste = { language: "en", theme: "light", size: "desktop" };
const PERSIAN: Taste = { language: "fa", theme: "light", size: "phone" };

let browser: Browser;
let people: Person[] = [];

beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());
afterEach(async () => {
  await Promise.all(people.map((person) => person.leave()));
  people = [];
});

async function arrive(taste: Taste, phone?: string): Promise<Person> {
  const person = await Person.arrive(browser, taste, phone);
  people.push(person);
  return person;
}

const inPersian = (digits: string) => digits.replace(/\d/g, (digit) => "۰۱۲۳۴۵۶۷۸۹"[Number(digit)]!);

test("a person signs in with Persian digits, stays signed in, and signs out", async () => {
  const person = await arrive(PERSIAN);
  const { page, words, phone } = person;
  await page.goto("/sign-in");
  await person.askForCode(inPersian(`0${phone.slice(3)}`));
  expect(await page.getByRole("button", { name: words.signIn.resendIn.split("{{")[0]!.trim() }).isDisabled()).toBe(true);

  await page.keyboard.type("123");
  const code = await person.code();
  await page.evaluate((text: string) => navigator.clipboard.writeText(text), `کد: ${inPersian(code)}`);
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Control+V");
  await page.waitForURL(`${baseUrl()}/`);

  await page.reload();
  await page.getByRole("link", { name: words.app.profile }).first().waitFor();
  await page.goto("/profile/account");
  await page.getByText(words.profile.devices.current).waitFor();
  await page.getByRole("button", { name: words.profile.devices.signOut }).click();
  await page.waitForURL("**/sign-in");
  expect(await page.evaluate(() => localStorage.getItem("nero.refreshToken"))).toBeNull();
});

test("a wrong code says how many tries are left", async () => {
  const person = await arrive(ENGLISH);
  await person.page.goto("/sign-in");
  await person.askForCode();
  const right = await person.code();
  await person.page.keyboard.type(right === "111111" ? "222222" : "111111");

  await person.page.getByText("19 tries are left today").waitFor();
  await person.page.keyboard.type(right);
  await person.page.waitForURL(`${baseUrl()}/`);
});

test("a new code comes when the countdown is over, and one device signs another one out", async () => {
  const first = await arrive(ENGLISH);
  await first.signIn();
  const second = await arrive(PERSIAN, first.phone);
  await second.page.goto("/sign-in");
  await second.askForCode();
  const used = await second.code();
  await second.page.getByRole("button", { name: second.words.signIn.resend }).click();
  await expect.poll(() => second.code()).not.toBe(used);
  await second.page.getByLabel(second.words.signIn.codeLabel).focus();
  await second.page.keyboard.type(await second.code());
  await second.page.waitForURL((url) => url.pathname !== "/sign-in");

  await first.page.goto("/profile/account");
  await first.page.getByText(first.words.profile.devices.everywhere).waitFor();
  await first.expectGoodPage("devices");
  await first.page.getByRole("button", { name: first.words.profile.devices.signOutOf.replace("{{device}}", "Chrome on") }).click();
  await first.page.getByText(first.words.profile.devices.signedOut).waitFor();
  await second.page.goto("/profile");
  await second.page.waitForURL("**/sign-in");
});

test.each([
  [ENGLISH, "portr"],
  [PERSIAN, "پرتره"],
])("a search is made while one types, and stands in the address", async (taste, typed) => {
  const person = await arrive(taste);
  const { page, words } = person;
  await person.explore();
  await page.getByRole("searchbox", { name: words.explore.search }).pressSequentially(typed, { delay: 40 });
  await page.waitForURL((url) => url.searchParams.get("search") === typed);
  const answer = await fetch(`${baseUrl()}/api/v1/templates?limit=24&search=${encodeURIComponent(typed)}`);
  const { data } = (await answer.json()) as { data: { templates: { id: string }[] } };
  expect(data.templates.length).toBeGreaterThan(0);
  await expect
    .poll(() => page.locator(".template-grid article a").evaluateAll((links) => links.map((link) => link.getAttribute("href"))))
    .toEqual(data.templates.map(({ id }) => `/templates/${id}`));
  await page.reload();
  await page.locator(".template-grid article").first().waitFor();
  expect(await page.getByRole("searchbox").inputValue()).toBe(typed);
});

test("the wall goes on as one scrolls, and nothing comes twice", async () => {
  const person = await arrive(PERSIAN);
  await person.explore();
  const count = () => person.page.locator(".template-grid article").count();
  await expect
    .poll(async () => {
      await person.page.mouse.wheel(0, 3000);
      return count();
    })
    .toBeGreaterThanOrEqual(100);
  const links = await person.page
    .locator(".template-grid article a")
    .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
  expect(new Set(links).size).toBe(links.length);
});

test("whoever wants to keep a template signs in, and it is kept", async () => {
  const person = await arrive(ENGLISH);
  const { page, words } = person;
  await person.explore();
  const heart = page.locator(".template-grid article button").first();
  const prompt = (await heart.getAttribute("aria-label"))!.replace(`${words.template.favorite}: `, "");
  await heart.click();
  await page.getByRole("dialog").getByRole("button", { name: words.app.signIn }).click();
  await person.askForCode();
  await page.keyboard.type(await person.code());
  await page.waitForURL(`${baseUrl()}/`);
  await page.getByRole("button", { name: `${words.template.unfavorite}: ${prompt}` }).waitFor();

  await page.goto("/profile/favorites");
  await page.getByRole("link", { name: prompt }).waitFor();
  await page.getByText("1", { exact: true }).first().waitFor();
  await person.expectGoodPage("favourites");
  await page.getByRole("button", { name: `${words.template.unfavorite}: ${prompt}` }).click();
  await page.reload();
  await page.getByText(words.profile.noFavorites.title).waitFor();
});

test("a favourite that Nero does not keep is taken back and said so", async () => {
  const person = await arrive(ENGLISH);
  const { page, words } = person;
  await person.signIn();
  await person.explore();
  await page.route("**/favorite", (route) =>
    route.fulfill({ status: 503, json: { status: "error", code: "DATABASE_UNAVAILABLE", message: "", requestId: "" } }),
  );
  await page.locator(".template-grid article button").first().click();

  await page.getByText(words.errors.DATABASE_UNAVAILABLE).waitFor();
  expect(await page.locator(".template-grid article button").first().getAttribute("aria-label")).toContain(words.template.favorite);
});

test("a template can be shared by its link, and opens for whoever gets it", async () => {
  const person = await arrive(ENGLISH);
  const { page, words } = person;
  await person.explore();
  await page.locator(".template-grid article a").nth(2).click();
  await page.getByRole("button", { name: words.template.share }).waitFor();
  const title = await page.getByRole("heading", { level: 1 }).textContent();
  await page.evaluate(() => Object.defineProperty(navigator, "share", { value: undefined }));
  await page.getByRole("button", { name: words.template.share }).click();
  await page.getByText(words.template.copied).waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());

  const other = await arrive(PERSIAN);
  await other.page.goto(link);
  await other.page.getByRole("button", { name: other.words.template.share }).waitFor();
  expect(await other.page.getByRole("heading", { level: 1 }).textContent()).toBe(title);
  await other.page.getByRole("button", { name: other.words.app.back }).click();
  await other.page.waitForURL(`${baseUrl()}/`);
});

test("a character is made of dropped pictures, one of which fails at first, and deleted", async () => {
  const person = await arrive(ENGLISH);
  const { page, words } = person;
  await person.signIn();
  await page.goto("/profile/characters/new");
  const pictures = await makePictures(page, 3);
  const dropped = await page.evaluateHandle(
    (files) => {
      const transfer = new DataTransfer();
      for (const { name, bytes } of files) {
        transfer.items.add(new File([new Uint8Array(bytes)], name, { type: "image/png" }));
      }
      return transfer;
    },
    pictures.map(({ name, buffer }) => ({ name, bytes: [...buffer] })),
  );
  await page.getByText(words.characters.drop).locator("..").dispatchEvent("drop", { dataTransfer: dropped });
  await page.getByText(words.characters.needsName).waitFor();
  await page.locator("#character-name").fill("Sara");
  await page.getByText(words.characters.ready).waitFor();

  let uploads = 0;
  await page.route("**/_local/**", (route) => (route.request().method() === "POST" && ++uploads === 2 ? route.abort() : route.fallback()));
  await page.getByRole("button", { name: words.characters.create }).click();
  await page.getByText(words.errors.OFFLINE).waitFor();
  await person.expectGoodPage("picture-not-sent");
  await page.getByRole("button", { name: words.characters.uploadFailed }).click();
  await page.waitForURL("**/profile");
  expect(uploads).toBe(4);

  await page.getByText(words.characters.created.replace("{{name}}", "Sara")).waitFor();
  const picture = page.locator("section li img").first();
  await expect.poll(() => picture.evaluate((img) => (img as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
  await page.getByRole("button", { name: words.characters.delete.replace("{{name}}", "Sara") }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: words.characters.deleteConfirm, exact: true }).click();
  await page.getByText(words.characters.none.title).waitFor();
});

test("whoever deletes the account is asked first, and is gone", async () => {
  const person = await arrive(PERSIAN);
  const { page, words } = person;
  await person.signIn();
  await page.goto("/profile/account");
  await page.getByRole("button", { name: words.profile.delete.title }).click();
  await page
    .getByRole("alertdialog", { name: words.profile.delete.ask })
    .getByRole("button", { name: words.profile.delete.confirm })
    .click();
  await page.getByText(words.profile.delete.done).waitFor();

  expect(await page.evaluate(() => localStorage.getItem("nero.refreshToken"))).toBeNull();
  await page.goto("/profile");
  await page.waitForURL("**/sign-in");
});

test("an upload can be stopped, and the pictures stay chosen", async () => {
  const person = await arrive(PERSIAN);
  const { page, words } = person;
  await person.signIn();
  await page.goto("/profile/characters/new");
  await page.locator("input[type=file]").setInputFiles(await makePictures(page, 3));
  await page.locator("#character-name").fill("سارا");
  await page.route("**/_local/**", (route) => (route.request().method() === "POST" ? undefined : route.fallback()));
  await page.getByRole("button", { name: words.characters.create }).click();
  await page.getByRole("progressbar").first().waitFor();
  await person.expectGoodPage("sending");
  await page.getByRole("button", { name: words.app.cancel }).click();

  await page.getByText(words.characters.cancelled).waitFor();
  expect(await page.getByRole("progressbar").count()).toBe(0);
  expect(await page.locator("form li img").count()).toBe(3);
});

test("two tabs that renew the session at the same time both stay signed in", async () => {
  const person = await arrive(ENGLISH);
  await person.signIn();
  const other = await person.newTab();
  await other.goto("/profile");
  const renewals: number[] = [];
  person.context.on("response", (response) => response.url().endsWith("/auth/refresh") && renewals.push(response.status()));

  for (let round = 0; round < 3; round++) {
    await Promise.all([person.page.goto("/profile/account"), other.goto("/profile/account")]);
    await Promise.all([person.page, other].map((page) => page.getByText(person.words.profile.devices.current).waitFor()));
  }

  expect(renewals.length).toBeGreaterThan(0);
  expect(renewals.every((status) => status === 200)).toBe(true);

  await other.getByRole("button", { name: person.words.profile.devices.signOut }).click();
  await person.page.waitForURL("**/sign-in");
});

test.skipIf(RUNNING)("people are told when Nero cannot be reached, and go on when it can", async () => {
  const person = await arrive(ENGLISH);
  const { page, words } = person;
  await person.signIn();
  await person.explore();
  await stopNero();

  await page.getByRole("button", { name: words.explore.trending }).click();
  await page.getByText(words.app.offline).waitFor();
  await page.getByText(words.errors.OFFLINE).waitFor();
  await person.page.screenshot({ path: "target/e2e/screenshots/offline-en-light-desktop.png" });

  await page.getByRole("link", { name: words.app.favorites }).first().click();
  await page.waitForURL("**/profile/favorites");
  await page.getByRole("heading", { name: words.errors.OFFLINE }).waitFor();
  await page.goBack();

  await startNero(inject("port"));
  await page.getByText(words.app.offline).waitFor({ state: "detached", timeout: 30_000 });
  await page.getByText(words.app.backOnline).waitFor();
  await page.locator(".template-grid article").first().waitFor();
  await page.getByRole("link", { name: words.app.profile }).first().click();
  await page.getByText(words.characters.none.title).waitFor();
});

test("the app can be used by keyboard alone", async () => {
  const person = await arrive(ENGLISH);
  const { page, words } = person;
  await person.explore();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent);
  await page.keyboard.press("Tab");
  expect(await focused()).toBe(words.app.skip);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.type("neon");
  await page.waitForURL(/search=neon/);

  await page.getByRole("button", { name: words.app.preferences }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menu").waitFor();
  await page.getByRole("menuitemradio", { name: "فارسی" }).focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => page.evaluate(() => document.documentElement.dir)).toBe("rtl");

  await page.getByRole("button", { name: WORDS.fa.app.preferences }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitemradio", { name: WORDS.fa.app.themes.dark }).focus();
  await page.keyboard.press("Enter");
  await page.reload();
  await page.locator(".template-grid article").first().waitFor();
  expect(await page.evaluate(() => [document.documentElement.dir, document.documentElement.className])).toEqual(["rtl", "dark"]);
});
