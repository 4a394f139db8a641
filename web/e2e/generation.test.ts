import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import { RUNNING_PORT, startNero, stopNero } from "./nero";
import { baseUrl, type Person, peopleOfEachTest, type Variant } from "./person";

const ENGLISH: Variant = { language: "en", theme: "light", size: "desktop" };
const PERSIAN: Variant = { language: "fa", theme: "dark", size: "phone" };

const IMAGE_PAGE = /\/gallery\/[0-9a-f]{24}$/;

const openPerson = peopleOfEachTest();

async function signInAndOpenCreatePage(variant: Variant): Promise<Person> {
  const person = await openPerson(variant);
  await person.signIn();
  await openCreatePage(person);
  await person.choosePictures(2);
  await createButton(person, person.page).waitFor();
  return person;
}

/** Opens the page that creates an image with a template. */
async function openCreatePage({ page }: Person): Promise<void> {
  const response = await fetch(`${baseUrl()}/api/v1/templates?limit=1`);
  const { data } = (await response.json()) as { data: { templates: { id: string }[] } };
  await page.goto(`/create?template=${data.templates[0]!.id}`);
}

const createButton = ({ texts }: Person, page: Page) => page.getByRole("button", { name: texts.create.submit });

async function create(person: Person): Promise<void> {
  await createButton(person, person.page).click();
  await ready(person);
}

async function ready({ page, texts }: Person): Promise<void> {
  await page.waitForURL(IMAGE_PAGE);
  await page.getByRole("heading", { name: texts.image.succeeded }).waitFor();
}

/** Opens the page that creates another version of an image with other photos or words. */
async function openAgain({ page, texts }: Person): Promise<void> {
  await page.getByRole("button", { name: texts.image.vary }).click();
  await page.getByRole("link", { name: texts.image.orders.variation.other }).click();
  await page.waitForURL(/\/create/);
}

async function deleteImage({ page, texts }: Person): Promise<void> {
  await page.getByRole("button", { name: texts.image.more }).click();
  await page.getByRole("menuitem", { name: texts.image.delete }).click();
}

/** The response to the next order. */
const waitForOrder = (page: Page) =>
  page.waitForResponse((response) => response.request().method() === "POST" && response.url().endsWith("/generations"));

/** The movements of the person's stars, as shown, newest first. */
async function movements({ page, texts }: Person): Promise<string[]> {
  await page.goto("/profile/stars");
  const items = page.getByRole("region", { name: texts.profile.sections.stars }).getByRole("listitem");
  await items.first().waitFor();
  return items.locator("p:first-child").allTextContents();
}

/** Counts the requests that order an image, by idempotency key. */
function watchOrders(page: Page): Map<string, number> {
  const orders = new Map<string, number>();
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/generations")) {
      const key = request.headers()["idempotency-key"]!;
      orders.set(key, (orders.get(key) ?? 0) + 1);
    }
  });
  return orders;
}

test("a guest chooses a template and photos, signs in, finds them again after a reload, and gets an image", async () => {
  const person = await openPerson(ENGLISH);
  const { page, texts } = person;
  await person.explore();
  await page.locator(".template-grid article > a").first().click();
  await page.getByRole("link", { name: texts.template.use }).click();
  await page.waitForURL(/\/create\?template=[0-9a-f]{24}$/);
  await page.getByText(texts.create.missing.photo).waitFor();
  await person.choosePictures(2);
  await page.getByRole("button", { name: texts.create.options }).click();
  await page.getByLabel(texts.create.extraWords).fill("with a red scarf");
  await createButton(person, page).click();
  await page.waitForURL("**/sign-in");
  await person.requestCode();
  await page.keyboard.type(await person.code());
  await page.waitForURL(/\/create\?template=[0-9a-f]{24}$/);

  await page.reload();
  await expect.poll(() => page.locator("form li img").count()).toBe(2);
  const consent = page.getByRole("checkbox", { name: texts.photos.consent });
  expect(await consent.isChecked(), "the confirmation is asked again").toBe(false);
  await consent.check();
  expect(await page.getByLabel(texts.create.extraWords).inputValue()).toBe("with a red scarf");
  await page.getByRole("button", { name: "Create 1 star · 2 left after" }).click();
  await ready(person);
  await page.getByText(texts.app.madeWithAi).waitFor();
  const picture = page.getByRole("img", { name: texts.image.alt });
  await expect.poll(() => picture.evaluate((img) => (img as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);

  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: texts.image.download }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^nero-[0-9a-f]{24}\.(jpg|png|webp)$/);
  const url = await picture.evaluate((img) => (img as HTMLImageElement).src);
  expect(await readFile(await download.path())).toEqual(Buffer.from(await (await fetch(url)).arrayBuffer()));

  await page.keyboard.press("Escape");
  await page.waitForURL("**/gallery");
  await page.getByRole("list", { name: texts.gallery.title }).getByRole("link").first().click();
  await ready(person);
});

test.each([ENGLISH, PERSIAN])("makes an image from words, compares, varies and enlarges it ($language)", async (variant) => {
  const person = await openPerson(variant);
  const { page, texts } = person;
  await person.signIn();
  await page.goto("/create");
  await page.getByRole("button", { name: texts.create.ideas.watercolor }).click();
  await person.choosePictures(1);
  await page.getByRole("button", { name: texts.create.mask.paint }).click();
  const surface = page.getByRole("application", { name: texts.create.mask.surface });
  const box = (await surface.boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.3);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.7, box.y + box.height * 0.5, { steps: 8 });
  await page.mouse.up();
  await person.checkPage("mask");
  await page.getByRole("button", { name: texts.create.mask.done }).click();
  await page.getByText(texts.create.mask.set).waitFor();
  await person.checkPage("create-masked");
  const ordered = waitForOrder(page);
  await create(person);
  const { data } = (await (await ordered).json()) as { data: { generation: { type: string } } };
  expect(data.generation.type).toBe("edit");

  await page.getByRole("button", { name: texts.image.compare }).click();
  await page.getByRole("slider").waitFor();
  await person.checkPage("compare");

  const first = page.url();
  await page.getByRole("button", { name: texts.image.vary }).click();
  const { title } = texts.image.orders.variation;
  await page.getByRole("dialog", { name: title }).getByRole("button", { name: title }).click();
  await page.waitForURL((url) => url.href !== first);
  await ready(person);
  await page.getByRole("heading", { name: texts.image.versions }).waitFor();

  const second = page.url();
  await page.getByRole("button", { name: texts.image.enlarge }).click();
  const dialog = page.getByRole("dialog", { name: texts.image.orders.upscale.title });
  await dialog.getByRole("radio").first().check();
  const enlarge = dialog.getByRole("button", { name: texts.image.enlarge }).and(page.locator(":enabled"));
  await enlarge.waitFor();
  await person.checkPage("enlarge");
  await enlarge.click();
  await page.waitForURL((url) => url.href !== second);
  await ready(person);
  await page.getByText(texts.image.enlargedVersion.replace("{{number}}", "")).waitFor();
  await person.checkPage("versions");
  await page.keyboard.press(variant.language === "fa" ? "ArrowLeft" : "ArrowRight");
  await page.waitForURL(second);
});

test("one of two tabs polls, and both show the result", async () => {
  const person = await signInAndOpenCreatePage(ENGLISH);
  const { page, texts } = person;
  /** What the API returned for the order, which the tabs see as running until they may see the result. */
  let held: object | null = null;
  const polls: Page[] = [];
  await person.context.route("**/generations?status=active", async (route) => {
    polls.push(route.request().frame().page());
    await (held ? route.fulfill({ json: { status: "success", data: { generations: [held], nextCursor: null } } }) : route.fallback());
  });
  await person.context.route(/\/generations\/[0-9a-f]{24}$/, (route) =>
    held ? route.fulfill({ json: { status: "success", data: { generation: { ...held, sources: [] } } } }) : route.fallback(),
  );
  const ordered = waitForOrder(page);
  await page.route(
    "**/generations",
    async (route) => {
      const response = await route.fetch();
      const body = (await response.json()) as { data: { generation: object } };
      held = { ...body.data.generation, status: "running", progress: 40 };
      await route.fulfill({ response });
    },
    { times: 1 },
  );
  await createButton(person, page).click();
  await ordered;
  await page.waitForURL(IMAGE_PAGE);
  const other = await person.newTab();
  await other.goto(page.url());
  await Promise.all([page, other].map((tab) => tab.getByRole("heading", { name: texts.image.running }).waitFor()));
  const before = polls.length;
  await expect.poll(() => polls.length, { timeout: 30_000 }).toBeGreaterThan(before + 3);
  expect(new Set(polls.slice(before)).size).toBe(1);

  held = null;
  await Promise.all([page, other].map((tab) => tab.getByRole("heading", { name: texts.image.succeeded }).waitFor()));
});

test("at the fourth image, tells what it costs and where stars come from, and lists every movement", async () => {
  const person = await signInAndOpenCreatePage(PERSIAN);
  const { page, texts } = person;
  await create(person);
  await openAgain(person);
  await create(person);
  await openAgain(person);

  // Another tab spends the last star.
  const other = await person.newTab();
  await other.goto(page.url());
  await person.choosePictures(1, other);
  await create(person);
  await createButton(person, other).click();
  await other.getByRole("heading", { name: texts.create.insufficient.title }).waitFor();
  await other.getByText("ساخت این تصویر ۱ ستاره لازم دارد و شما ستاره‌ای ندارید.").waitFor();
  await other.close();

  await openAgain(person);
  await page.getByText(texts.create.insufficient.kept).waitFor();
  expect(await createButton(person, page).count()).toBe(0);
  await person.checkPage("not-enough-stars");
  await page.getByRole("link", { name: texts.app.getStars }).click();
  await page.waitForURL("**/upgrade");
  const { generation, welcome } = texts.stars.kinds;
  expect(await movements(person)).toEqual([generation, "\u200e−۱", generation, "\u200e−۱", generation, "\u200e−۱", welcome, "\u200e+۳"]);
});

test("deletes an image, which can be undone for a few seconds", async () => {
  const person = await signInAndOpenCreatePage(ENGLISH);
  const { page, texts } = person;
  await create(person);
  const url = await page.getByRole("img", { name: texts.image.alt }).evaluate((img) => (img as HTMLImageElement).src);
  await deleteImage(person);
  await page.getByText(texts.gallery.empty.title).waitFor();
  await page.getByRole("button", { name: texts.image.undo }).click();
  await page.getByRole("list", { name: texts.gallery.title }).getByRole("link").first().click();
  expect((await fetch(url)).status).toBe(200);

  await deleteImage(person);
  await page.getByText(texts.gallery.empty.title).waitFor();
  await expect.poll(async () => (await fetch(url)).status, { timeout: 20_000 }).toBe(404);
});

test("uses a character instead of photos", async () => {
  const person = await openPerson(PERSIAN);
  const { page, texts } = person;
  await person.signIn();
  await page.goto("/profile/characters/new");
  await person.choosePictures(3);
  await page.locator("#character-name").fill("سارا");
  await page.getByRole("button", { name: texts.explore.addCharacter }).click();
  await page.waitForURL(/\/characters\/[0-9a-f]{24}$/);

  await openCreatePage(person);
  await page.getByRole("tab", { name: texts.create.sources.character }).click();
  await page.getByRole("radio", { name: "سارا" }).check();
  await create(person);
});

test("an order whose response is lost is repeated after the reconnect, and made once", async () => {
  const person = await signInAndOpenCreatePage(ENGLISH);
  const { page } = person;
  const orders = watchOrders(page);
  await page.route(
    "**/generations",
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await create(person);

  expect([...orders.values()]).toEqual([2]);
  expect(await movements(person)).toHaveLength(4);
});

test("an order that a reload interrupts is repeated, and made once", async () => {
  const person = await signInAndOpenCreatePage(ENGLISH);
  const { page } = person;
  const orders = watchOrders(page);
  const ordered = new Promise<void>((resolve) => {
    void page.route("**/generations", (route) => void route.fetch().then(() => resolve()), { times: 1 });
  });
  await createButton(person, page).click();
  await ordered;
  await page.reload();
  await ready(person);

  expect([...orders.values()]).toEqual([2]);
  expect(await movements(person)).toHaveLength(4);
});

test("shows a new price and asks again", async () => {
  const person = await signInAndOpenCreatePage(ENGLISH);
  const { page, texts } = person;
  await page.route(
    "**/generations",
    (route) =>
      route.fulfill({
        status: 409,
        json: { status: "error", code: "PRICE_CHANGED", message: "", requestId: "", price: { stars: 2, priceVersion: 1 } },
      }),
    { times: 1 },
  );
  await createButton(person, page).click();
  await page.getByText(texts.errors.PRICE_CHANGED).waitFor();
  await page.getByRole("button", { name: "Create 2 stars · 1 left after" }).click();
  await ready(person);
});

test.skipIf(RUNNING_PORT)("cancels an image that is waiting, also after a reload, and returns its star", async () => {
  const person = await signInAndOpenCreatePage(ENGLISH);
  const { page, texts } = person;
  await stopNero();
  await startNero(inject("port"), { withWorkers: false });
  try {
    await createButton(person, page).click();
    await page.getByRole("heading", { name: texts.image.queued }).waitFor();
    await person.checkPage("queued");
    await page.reload();
    await page.getByRole("button", { name: texts.image.cancel }).click();
    await page.getByRole("heading", { name: texts.image.canceled }).waitFor();
    await page.getByText("1 star was returned to you.", { exact: true }).waitFor();
    expect(await page.getByText(/returned to you/).count(), "said once").toBe(1);
    await person.checkPage("cancelled");
    expect((await movements(person)).slice(0, 4)).toEqual([texts.stars.kinds.refund, "+1", texts.stars.kinds.generation, "-1"]);
  } finally {
    await stopNero();
    await startNero(inject("port"));
  }
});

test("says when it is too late to cancel", async () => {
  const person = await signInAndOpenCreatePage(ENGLISH);
  const { page, texts } = person;
  // No poll is answered, so the page shows the image as queued.
  const polls = /\/generations(\/[0-9a-f]{24}|\?.*)$/;
  await page.route(polls, (route) => (route.request().method() === "GET" ? undefined : route.fallback()));
  const ordered = waitForOrder(page);
  await createButton(person, page).click();
  const authorization = (await ordered).request().headers().authorization!;
  await page.waitForURL(IMAGE_PAGE);
  const cancel = page.getByRole("button", { name: texts.image.cancel });
  await cancel.waitFor();
  const url = `${baseUrl()}/api/v1/generations/${page.url().split("/").at(-1)}`;
  await expect
    .poll(async () => (await fetch(url, { headers: { authorization } })).text(), { timeout: 30_000 })
    .toContain('"status":"succeeded"');

  await cancel.click();
  await page.getByText(texts.errors.TOO_LATE).waitFor();
  await page.unroute(polls);
  await page.reload();
  await ready(person);
});
