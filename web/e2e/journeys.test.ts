import { readFileSync } from "node:fs";
import { expect, inject, test } from "vitest";
import { DEMO_TEMPLATES, RUNNING_PORT, startNero, stopNero } from "./nero";
import { baseUrl, makePictures, peopleOfEachTest, type Variant, TEXTS } from "./person";

const ENGLISH: Variant = { language: "en", theme: "light", size: "desktop" };
const PERSIAN: Variant = { language: "fa", theme: "light", size: "phone" };

const openPerson = peopleOfEachTest();

const toPersianDigits = (digits: string) => digits.replace(/\d/g, (digit) => "۰۱۲۳۴۵۶۷۸۹"[Number(digit)]!);

test("signs in with Persian digits, stays signed in after a reload, and signs out", async () => {
  const person = await openPerson(PERSIAN);
  const { page, texts, phone } = person;
  await page.goto("/sign-in");
  await person.requestCode(toPersianDigits(`0${phone.slice(3)}`));
  expect(await page.getByRole("button", { name: texts.signIn.resendIn_other.split("{{")[0]!.trim() }).isDisabled()).toBe(true);

  await page.keyboard.type("123");
  const code = await person.code();
  await page.evaluate((text: string) => navigator.clipboard.writeText(text), `کد: ${toPersianDigits(code)}`);
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Control+V");
  await page.waitForURL("**/welcome");

  await page.reload();
  await page.getByLabel(texts.welcome.name.label).waitFor();
  await page.goto("/profile/account");
  await page.getByText(texts.profile.devices.current).waitFor();
  await page.getByRole("button", { name: texts.profile.devices.signOut }).click();
  await page.waitForURL("**/sign-in");
  expect(await page.evaluate(() => localStorage.getItem("nero.refreshToken"))).toBeNull();
});

test("after a wrong code, another one can be typed", async () => {
  const person = await openPerson(ENGLISH);
  await person.page.goto("/sign-in");
  await person.requestCode();
  const right = await person.code();
  await person.page.keyboard.type(right === "111111" ? "222222" : "111111");

  await person.page.getByText(person.texts.errors.WRONG_CODE, { exact: true }).waitFor();
  await person.page.keyboard.type(right);
  await person.page.waitForURL("**/welcome");
});

test("sends a new code after the countdown, and one device signs out another, then all", async () => {
  const first = await openPerson(ENGLISH);
  await first.signIn();
  const second = await openPerson(PERSIAN, first.phone);
  const signInWithTheNextCode = async () => {
    await second.requestCode();
    const firstCode = await second.code();
    await second.page.getByRole("button", { name: second.texts.signIn.resend, exact: true }).click();
    await expect.poll(() => second.code()).not.toBe(firstCode);
    await second.page.getByLabel(second.texts.signIn.codeLabel).focus();
    await second.page.keyboard.type(await second.code());
    await second.page.waitForURL((url) => url.pathname !== "/sign-in");
  };
  await second.page.goto("/sign-in");
  await signInWithTheNextCode();

  await first.page.goto("/profile/account");
  await first.page.getByText(first.texts.profile.devices.everywhere).waitFor();
  await first.checkPage("devices");
  await first.page.getByRole("button", { name: first.texts.profile.devices.signOutOf.replace("{{device}}", "Chrome on") }).click();
  await first.page.getByText(first.texts.profile.devices.signedOut).waitFor();
  await second.page.goto("/profile");
  await second.page.waitForURL("**/sign-in");

  await signInWithTheNextCode();
  await first.page.reload();
  await first.page.getByRole("button", { name: first.texts.profile.devices.everywhere }).click();
  await first.page.waitForURL("**/sign-in");
  await second.page.goto("/profile");
  await second.page.waitForURL("**/sign-in");
});

test.each([
  [ENGLISH, "portr"],
  [PERSIAN, "پرتره"],
])("searches while the user types and stores the search in the URL", async (variant, typed) => {
  const person = await openPerson(variant);
  const { page, texts } = person;
  await person.explore();
  await page.getByRole("searchbox", { name: texts.explore.search }).pressSequentially(typed, { delay: 40 });
  await page.waitForURL((url) => url.searchParams.get("search") === typed);
  const response = await fetch(`${baseUrl()}/api/v1/templates?limit=24&search=${encodeURIComponent(typed)}`);
  const { data } = (await response.json()) as { data: { templates: { id: string }[] } };
  expect(data.templates.length).toBeGreaterThan(0);
  // The grid loads the next page as soon as the end of this one comes near.
  const links = page.locator(".template-grid article > a");
  await expect
    .poll(async () => (await links.evaluateAll((all) => all.map((link) => link.getAttribute("href")))).slice(0, data.templates.length))
    .toEqual(data.templates.map(({ id }) => `/templates/${id}`));
  await page.reload();
  await page.locator(".template-grid article").first().waitFor();
  expect(await page.getByRole("searchbox").inputValue()).toBe(typed);
});

test("loads templates while scrolling, then on request, so that the footer can be reached, without duplicates", async () => {
  const person = await openPerson(PERSIAN);
  await person.explore();
  const count = () => person.page.locator(".template-grid article").count();
  const more = person.page.getByRole("button", { name: person.texts.app.more });
  await expect
    .poll(async () => {
      await person.page.mouse.wheel(0, 3000);
      return more.isVisible();
    })
    .toBe(true);
  await person.page.getByRole("contentinfo").scrollIntoViewIfNeeded();
  const scrolled = await count();
  expect(scrolled).toBeLessThan(DEMO_TEMPLATES);
  await person.checkPage("footer-reached");
  while (await more.isVisible()) {
    const before = await count();
    await more.click();
    await expect.poll(count).toBeGreaterThan(before);
  }
  expect(await count()).toBeGreaterThanOrEqual(DEMO_TEMPLATES);
  const links = await person.page
    .locator(".template-grid article > a")
    .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
  expect(new Set(links).size).toBe(links.length);
});

test("a signed-out user adds a favourite by signing in, and removes it", async () => {
  const person = await openPerson(ENGLISH);
  const { page, texts } = person;
  await person.explore();
  const heart = page.locator(".template-grid article button").first();
  const title = (await heart.getAttribute("aria-label"))!.replace(`${texts.template.favorite}: `, "");
  await heart.click();
  await page.getByRole("dialog").getByRole("button", { name: texts.app.signIn }).click();
  await person.requestCode();
  await page.keyboard.type(await person.code());
  await page.waitForURL(`${baseUrl()}/`);
  // It may also be in the row of trending templates.
  await page
    .getByRole("button", { name: `${texts.template.unfavorite}: ${title}` })
    .first()
    .waitFor();

  await page.goto("/favorites");
  await page.getByRole("link", { name: title }).waitFor();
  await person.checkPage("favourites");
  await page.getByRole("button", { name: `${texts.template.unfavorite}: ${title}` }).click();
  await page.reload();
  await page.getByText(texts.favorites.title).waitFor();
});

test("reverts a favourite that fails and shows the error", async () => {
  const person = await openPerson(ENGLISH);
  const { page, texts } = person;
  await person.signIn();
  await person.explore();
  await page.route("**/favorite", (route) =>
    route.fulfill({ status: 503, json: { status: "error", code: "DATABASE_UNAVAILABLE", message: "", requestId: "" } }),
  );
  await page.locator(".template-grid article button").first().click();

  await page.getByText(texts.errors.DATABASE_UNAVAILABLE).waitFor();
  expect(await page.locator(".template-grid article button").first().getAttribute("aria-label")).toContain(texts.template.favorite);
});

test("a shared link opens the template for someone else", async () => {
  const person = await openPerson(ENGLISH);
  const { page, texts } = person;
  await person.explore();
  await page.locator(".template-grid article > a").nth(2).click();
  await page.getByRole("button", { name: texts.template.share }).waitFor();
  const title = await page.getByRole("heading", { level: 1 }).textContent();
  await page.evaluate(() => Object.defineProperty(navigator, "share", { value: undefined }));
  await page.getByRole("button", { name: texts.template.share }).click();
  await page.getByText(texts.template.copied).waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());

  const other = await openPerson({ ...PERSIAN, language: "en" });
  await other.page.goto(link);
  await other.page.getByRole("button", { name: other.texts.template.share }).waitFor();
  expect(await other.page.getByRole("heading", { level: 1 }).textContent()).toBe(title);
  await other.page.getByRole("button", { name: other.texts.app.back }).click();
  await other.page.waitForURL(`${baseUrl()}/`);
});

test("creates a character from dropped pictures, retries a failed upload, and deletes the character", async () => {
  const person = await openPerson(ENGLISH);
  const { page, texts } = person;
  await person.signIn();
  await page.goto("/profile/characters/new");
  const pictures = await makePictures(page, 3);
  const dataTransfer = await page.evaluateHandle(
    (files) => {
      const transfer = new DataTransfer();
      for (const { name, bytes } of files) {
        transfer.items.add(new File([new Uint8Array(bytes)], name, { type: "image/png" }));
      }
      return transfer;
    },
    pictures.map(({ name, buffer }) => ({ name, bytes: [...buffer] })),
  );
  await page.getByText(texts.photos.drop).locator("..").dispatchEvent("drop", { dataTransfer });
  await page.getByText("Still needed: your confirmation and a name.").waitFor();
  await page.getByRole("checkbox", { name: texts.photos.consent }).check();
  await page.getByText("Still needed: a name.").waitFor();
  await page.locator("#character-name").fill("Sara");

  let uploads = 0;
  await page.route("**/_local/**", (route) => (route.request().method() === "POST" && ++uploads === 2 ? route.abort() : route.fallback()));
  await page.getByRole("button", { name: texts.explore.addCharacter }).click();
  await page.getByText(texts.errors.OFFLINE).waitFor();
  await person.checkPage("upload-failed");
  await page.getByText(texts.photos.uploadFailed).waitFor();
  await page.getByRole("button", { name: "Upload 1 photo again" }).click();
  await page.waitForURL(/\/characters\/[0-9a-f]{24}$/);
  expect(uploads).toBe(4);

  await page.getByText(texts.characters.created.replace("{{name}}", "Sara")).waitFor();
  const picture = page.locator("section li img").first();
  await expect.poll(() => picture.evaluate((img) => (img as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
  await page.getByRole("button", { name: texts.characters.delete.replace("{{name}}", "Sara") }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: texts.characters.deleteConfirm, exact: true }).click();
  await page.getByText(texts.characters.about).waitFor();
});

test("downloads everything that is stored about the person", async () => {
  const person = await openPerson(PERSIAN);
  const { page, texts } = person;
  await person.signIn();
  await page.goto("/profile/account");
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: texts.profile.export.download }).click(),
  ]);

  expect(file.suggestedFilename()).toBe("nero-export.json");
  const { sections } = JSON.parse(readFileSync(await file.path(), "utf8")) as { sections: Record<string, unknown[]> };
  expect(sections.users).toHaveLength(1);
  expect(sections.sessions).toHaveLength(1);
  await page.getByText(texts.profile.export.done).waitFor();
});

test("deletes the account after a confirmation", async () => {
  const person = await openPerson(PERSIAN);
  const { page, texts } = person;
  await person.signIn();
  await page.goto("/profile/account");
  await page.getByRole("button", { name: texts.profile.delete.title }).click();
  await page
    .getByRole("alertdialog", { name: texts.profile.delete.ask })
    .getByRole("button", { name: texts.profile.delete.confirm })
    .click();
  await page.getByText(texts.profile.delete.done).waitFor();

  expect(await page.evaluate(() => localStorage.getItem("nero.refreshToken"))).toBeNull();
  await page.goto("/profile");
  await page.waitForURL("**/sign-in");
});

test("cancels an upload and keeps the chosen pictures", async () => {
  const person = await openPerson(PERSIAN);
  const { page, texts } = person;
  await person.signIn();
  await page.goto("/profile/characters/new");
  await person.choosePictures(3);
  await page.locator("#character-name").fill("سارا");
  await page.route("**/_local/**", (route) => (route.request().method() === "POST" ? undefined : route.fallback()));
  await page.getByRole("button", { name: texts.explore.addCharacter }).click();
  await page.getByRole("progressbar").first().waitFor();
  await person.checkPage("uploading");
  await page.getByRole("button", { name: texts.app.cancel }).click();

  await page.getByText(texts.characters.cancelled).waitFor();
  expect(await page.getByRole("progressbar").count()).toBe(0);
  expect(await page.locator("form li img").count()).toBe(3);
});

test("two tabs that refresh the session at the same time stay signed in", async () => {
  const person = await openPerson(ENGLISH);
  await person.signIn();
  const other = await person.newTab();
  await other.goto("/profile");
  const statuses: number[] = [];
  person.context.on("response", (response) => response.url().endsWith("/auth/refresh") && statuses.push(response.status()));

  for (let round = 0; round < 3; round++) {
    await Promise.all([person.page.goto("/profile/account"), other.goto("/profile/account")]);
    await Promise.all([person.page, other].map((page) => page.getByText(person.texts.profile.devices.current).waitFor()));
  }

  expect(statuses.length).toBeGreaterThan(0);
  expect(statuses.every((status) => status === 200)).toBe(true);

  await other.getByRole("button", { name: person.texts.profile.devices.signOut }).click();
  await person.page.waitForURL("**/sign-in");
});

test.skipIf(RUNNING_PORT)("shows when Nero is unreachable and recovers when it is back", async () => {
  const person = await openPerson(ENGLISH);
  const { page, texts } = person;
  await person.signIn();
  await person.explore();
  const trending = page.getByRole("button", { name: texts.explore.trending });
  await trending.waitFor();
  await stopNero();

  await trending.click();
  await page.getByText(texts.app.offline).waitFor();
  await page.getByText(texts.errors.OFFLINE).waitFor();
  await person.page.screenshot({ path: "target/e2e/screenshots/offline-en-light-desktop.png" });

  await page.getByRole("link", { name: texts.app.favorites }).first().click();
  await page.waitForURL("**/favorites");
  await page.getByRole("heading", { name: texts.errors.OFFLINE }).waitFor();
  await page.goBack();

  await startNero(inject("port"));
  await page.getByText(texts.app.offline).waitFor({ state: "detached", timeout: 30_000 });
  await page.getByText(texts.app.backOnline).waitFor();
  await page.locator(".template-grid article").first().waitFor();
  await page.getByRole("link", { name: texts.app.gallery }).first().click();
  await page.getByText(texts.gallery.empty.title).waitFor();
});

test("the app works by keyboard only", async () => {
  const person = await openPerson(ENGLISH);
  const { page, texts } = person;
  await person.explore("/?sort=popular");
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent);
  await page.keyboard.press("Tab");
  expect(await focused()).toBe(texts.app.skip);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.type("neon");
  await page.waitForURL(/search=neon/);

  await page.getByRole("button", { name: texts.app.preferences }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menu").waitFor();
  await page.getByRole("menuitemradio", { name: "فارسی" }).focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => page.evaluate(() => document.documentElement.dir)).toBe("rtl");

  await page.getByRole("button", { name: TEXTS.fa.app.preferences }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitemradio", { name: TEXTS.fa.app.themes.dark }).focus();
  await page.keyboard.press("Enter");
  await page.reload();
  await page.locator(".template-grid article").first().waitFor();
  expect(await page.evaluate(() => [document.documentElement.dir, document.documentElement.className])).toEqual(["rtl", "dark"]);
});
