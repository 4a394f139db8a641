import { expect, test } from "vitest";
import { baseUrl, type Person, peopleOfEachTest, type Variant } from "./person";

const ENGLISH: Variant = { language: "en", theme: "light", size: "desktop" };
const PERSIAN: Variant = { language: "fa", theme: "dark", size: "phone" };

const PROMPT = "a portrait in watercolour";

const openPerson = peopleOfEachTest();

/** Makes an image with a template and a prompt, and opens its page. */
async function makeImage(person: Person): Promise<{ templateId: string }> {
  const token = await person.signIn();
  const call = async (path: string, init: RequestInit = {}) =>
    (
      (await (
        await fetch(`${baseUrl()}/api/v1${path}`, {
          ...init,
          headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() },
        })
      ).json()) as { data: { templates: { id: string }[]; generation: { id: string; status: string } } }
    ).data;
  const templateId = (await call("/templates?limit=1&sort=popular")).templates[0]!.id;
  const body = JSON.stringify({ type: "generate", templateId, prompt: PROMPT });
  const { id } = (await call("/generations", { method: "POST", body })).generation;
  await expect.poll(async () => (await call(`/generations/${id}`)).generation.status).toBe("succeeded");
  await person.page.goto(`/gallery/${id}`);
  return { templateId };
}

/** What a messenger reads of a page, without running the app. */
async function read(url: string) {
  const response = await fetch(url);
  const html = await response.text();
  const content = (property: string) => new RegExp(`property="og:${property}" content="([^"]*)"`).exec(html)?.[1];
  const title = /<title>([^<]*)<\/title>/.exec(html)?.[1];
  return { status: response.status, title, description: content("description"), image: content("image") };
}

test("messengers see a title and an image of the first page and of a template", async () => {
  const { data } = (await (await fetch(`${baseUrl()}/api/v1/templates?limit=1`)).json()) as {
    data: { templates: { id: string; title: { en: string }; imageUrl: string }[] };
  };
  const template = data.templates[0]!;

  const first = await read(`${baseUrl()}/`);
  expect(first).toMatchObject({ status: 200, image: `${baseUrl()}/share.jpg` });
  expect((await fetch(first.image!)).headers.get("Content-Type")).toBe("image/jpeg");
  await expect(read(`${baseUrl()}/templates/${template.id}`)).resolves.toMatchObject({
    status: 200,
    title: `${template.title.en} · Nero`,
    image: template.imageUrl,
  });
  expect(await (await fetch(`${baseUrl()}/sitemap.xml`)).text()).toContain(`${baseUrl()}/templates/${template.id}`);
  expect(await (await fetch(`${baseUrl()}/robots.txt`)).text()).toContain(`${baseUrl()}/sitemap.xml`);
});

test.each([
  [ENGLISH, PERSIAN],
  [PERSIAN, ENGLISH],
])("shares an image, which somebody else opens, reports and takes as a start, until it is no longer shared", async (one, two) => {
  const owner = await openPerson(one);
  const { page, texts } = owner;
  const { templateId } = await makeImage(owner);
  await page.evaluate(() => Object.defineProperty(navigator, "share", { value: undefined }));
  await page.getByRole("button", { name: texts.template.share, exact: true }).click();
  await page.getByRole("dialog", { name: texts.share.title }).waitFor();
  await owner.checkPage("share");
  await page.getByRole("radio", { name: texts.share.visibility.public.title }).check();
  await page.getByRole("checkbox", { name: texts.share.showPrompt }).check();
  await page.getByRole("button", { name: texts.share.create.copy }).click();
  await page.getByText(texts.template.copied).waitFor();
  await owner.checkPage("share-link");
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/\/s\/[A-Za-z0-9_-]{22}$/);

  await expect(read(link)).resolves.toMatchObject({ status: 200, title: "Someone made this with Nero", description: PROMPT });
  expect((await read(link)).image).toMatch(/^http/);

  const other = await openPerson(two);
  await other.page.goto(link);
  await other.page.getByText(other.texts.app.madeWithAi).waitFor();
  await other.page.getByText(other.texts.template.prompt, { exact: true }).click();
  await other.page.getByText(PROMPT).waitFor();
  await other.checkPage("shared");
  await other.page.getByRole("button", { name: other.texts.report.open }).click();
  await other.page.getByRole("radio", { name: other.texts.report.reasons.copyright }).check();
  await other.checkPage("report");
  await other.page.getByRole("button", { name: other.texts.report.send }).click();
  await other.page.getByText(other.texts.report.done).waitFor();
  await other.page.getByRole("link", { name: other.texts.template.use }).click();
  await other.page.waitForURL(`**/create?template=${templateId}`);
  await expect.poll(() => other.page.locator("#prompt").inputValue()).toBe(PROMPT);

  await page.getByRole("button", { name: texts.share.stop }).click();
  await page.getByText(texts.share.stopped).waitFor();
  await expect(read(link)).resolves.toEqual({ status: 404, title: "Nero" });
  // Browsers that have shown the image may cache it for a minute.
  const late = await openPerson(two);
  await late.page.goto(link);
  await late.page.getByRole("heading", { name: late.texts.shared.gone.title }).waitFor();
  await late.checkPage("shared-gone");
});
