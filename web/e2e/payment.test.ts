import { expect, test } from "vitest";
import { baseUrl, type Person, peopleOfEachTest, type Variant } from "./person";

const ENGLISH: Variant = { language: "en", theme: "light", size: "desktop" };
const PERSIAN: Variant = { language: "fa", theme: "dark", size: "phone" };

/** The buttons of the providers' pages. */
const PROVIDER = { en: { pay: "Pay", cancel: "Cancel" }, fa: { pay: "پرداخت", cancel: "انصراف" } };

const openPerson = peopleOfEachTest();

/** Orders images until no star is left. */
async function spendAllStars(accessToken: string): Promise<void> {
  const headers = { authorization: `Bearer ${accessToken}`, "content-type": "application/json" };
  const body = JSON.stringify({ type: "generate", prompt: "a fox", size: "1K", engine: "standard" });
  for (let stars = 3; stars > 0; stars--) {
    const key = crypto.randomUUID();
    // Only two images are made at once.
    await expect
      .poll(async () => {
        const request = { method: "POST", headers: { ...headers, "idempotency-key": key }, body };
        return (await fetch(`${baseUrl()}/api/v1/generations`, request)).status;
      })
      .toBe(202);
  }
}

/** Shows the prices of Germany, where people pay through Stripe. Those of an Iranian phone number are Zarinpal's. */
const showGermanPrices = ({ page, texts }: Person) => page.getByLabel(texts.upgrade.country).selectOption("DE");

const press = ({ page, variant }: Person, button: keyof typeof PROVIDER.en) =>
  page.getByRole("button", { name: PROVIDER[variant.language][button], exact: true }).click();

test.each([ENGLISH, PERSIAN])("out of stars, buys a pack, comes back, and the kept draft runs ($language)", async (variant) => {
  const person = await openPerson(variant);
  const { page, texts } = person;
  const isPersian = variant.language === "fa";
  await spendAllStars(await person.signIn());
  await page.goto("/create");
  await page.getByLabel(texts.create.words).fill("a fox in the snow");
  await person.choosePictures(1);
  await page.getByRole("heading", { name: texts.create.insufficient.title }).waitFor();
  await page.getByRole("link", { name: texts.app.getStars }).click();
  await page.getByRole("heading", { name: isPersian ? "۱ ستاره کم دارید" : "You need 1 more star" }).waitFor();
  if (!isPersian) {
    await showGermanPrices(person);
  }
  const buy = page.getByRole("button", { name: isPersian ? "خرید ۲۰ ستاره" : "Buy 20 stars" });
  await buy.waitFor();
  await person.checkPage("upgrade");

  if (isPersian) {
    await buy.click();
    await press(person, "cancel");
    await page.getByRole("heading", { name: texts.result.canceled }).waitFor();
    await person.checkPage("payment-canceled");
    await page.getByRole("link", { name: texts.result.again }).click();
  }
  await buy.click();
  await press(person, "pay");
  await page.waitForURL(/\/upgrade\/result\?payment=[0-9a-f]{24}$/);
  await page.getByRole("heading", { name: isPersian ? "۲۰ ستاره اضافه شد" : "20 stars added" }).waitFor();
  await page.getByText(texts.result.readyText).waitFor();
  await person.checkPage("payment-granted");

  const ordered = page.waitForResponse((answer) => answer.request().method() === "POST" && answer.url().endsWith("/generations"));
  await page.getByRole("link", { name: texts.result.make }).click();
  expect(await (await ordered).json()).toMatchObject({ data: { generation: { prompt: "a fox in the snow" } } });
  await page.waitForURL(/\/gallery\/[0-9a-f]{24}$/);
  await page.getByRole("heading", { name: texts.image.succeeded }).waitFor();
  // The photo was kept, too.
  await page.getByRole("button", { name: texts.image.compare }).waitFor();

  await page.goto("/profile/stars");
  await page.getByRole("paragraph").filter({ hasText: texts.stars.kinds.purchase }).waitFor();
  await page.getByRole("link", { name: texts.stars.payments }).click();
  await page.getByRole("heading", { name: texts.payments.title }).waitFor();
  await person.checkPage("payments");
  await page.locator('a[href^="/payments/"]').first().click();
  await page.getByRole("heading", { name: texts.receipt.title }).waitFor();
  await person.checkPage("receipt");
});

test("buys a plan, and cancels it in two clicks", async () => {
  const person = await openPerson(ENGLISH);
  const { page } = person;
  await page.goto("/upgrade");
  await showGermanPrices(person);
  await page.getByRole("button", { name: "Get Pro" }).click();
  await page.waitForURL("**/sign-in");
  await person.requestCode();
  await page.keyboard.type(await person.code());
  await page.waitForURL("**/upgrade");
  await page.getByRole("button", { name: "Get Pro" }).click();
  await press(person, "pay");
  await page.getByRole("heading", { name: "Pro is yours" }).waitFor();
  await page.goto("/upgrade");
  const pro = page.getByRole("listitem", { name: "Pro" });
  await pro.getByText(/^Renews on/).waitFor();
  await person.checkPage("upgrade-subscribed");
  await page.getByRole("button", { name: "Switch to Premium" }).click();
  await page.getByRole("alertdialog", { name: "Switch to Premium?" }).waitFor();
  await person.checkPage("switch-plan");
  await page.getByRole("button", { name: "Keep Pro" }).click();

  await pro.getByRole("button", { name: "Cancel Pro" }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByText(/^You keep Pro until/).waitFor();
  await person.checkPage("end-renewal");
  await dialog.getByRole("button", { name: "Cancel Pro" }).click();

  await pro.getByText(/^It doesn’t renew\./).waitFor();
  await page.getByRole("button", { name: "Extend Pro" }).waitFor();
});
