import { appendFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";
import authEn from "@/shared/translations/auth/en.json";
import authFa from "@/shared/translations/auth/fa.json";
import en from "@/shared/translations/en.json";
import fa from "@/shared/translations/fa.json";
import generationEn from "@/shared/translations/generation/en.json";
import generationFa from "@/shared/translations/generation/fa.json";
import paymentEn from "@/shared/translations/payment/en.json";
import paymentFa from "@/shared/translations/payment/fa.json";
import profileEn from "@/shared/translations/profile/en.json";
import profileFa from "@/shared/translations/profile/fa.json";
import sharingEn from "@/shared/translations/sharing/en.json";
import sharingFa from "@/shared/translations/sharing/fa.json";

export const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1360, height: 860 } };
export const TEXTS = {
  en: { ...en, ...authEn, ...generationEn, ...paymentEn, ...profileEn, ...sharingEn },
  fa: { ...fa, ...authFa, ...generationFa, ...paymentFa, ...profileFa, ...sharingFa },
};

export type Language = keyof typeof TEXTS;
export type Size = keyof typeof SIZES;

export interface Variant {
  readonly language: Language;
  readonly theme: "light" | "dark";
  readonly size: Size;
}

export const baseUrl = () => `http://localhost:${inject("port")}`;

export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.NERO_CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** Records a secret that no output may contain. `bin/dev/search-secrets` searches for it, for codes as whole words. */
function secret(text: string): string {
  appendFileSync(`target/${/^\d{6}$/.test(text) ? "canary-codes" : "canaries"}.txt`, `${text.replace("+", "")}\n`);
  return text;
}

let phones = 0;
const newPhone = () => secret(`+98912${String(1_000_000 + (Date.now() % 800_000) + phones++)}`);

/** Messages of the browser and of Playwright about what tests cause. */
const EXPECTED = /^(Failed to load resource|Service Worker registration blocked)/;

/** A user with a browser context of their own. Records console errors and warnings, except failed HTTP requests. */
export class Person {
  readonly consoleErrors: string[] = [];
  private constructor(
    readonly variant: Variant,
    readonly context: BrowserContext,
    readonly page: Page,
    readonly phone: string,
  ) {
    this.watch(page);
  }

  /** Opens a browser context for a new user, or for the user of the given phone number. */
  static async open(browser: Browser, variant: Variant, phone = newPhone(), serviceWorkers: "allow" | "block" = "block"): Promise<Person> {
    const context = await browser.newContext({
      baseURL: baseUrl(),
      viewport: SIZES[variant.size],
      hasTouch: variant.size === "phone",
      isMobile: variant.size === "phone",
      locale: variant.language === "fa" ? "fa-IR" : "en-GB",
      colorScheme: variant.theme,
      serviceWorkers,
      permissions: ["clipboard-read", "clipboard-write"],
    });
    context.setDefaultTimeout(60_000);
    return new Person(variant, context, await context.newPage(), phone);
  }

  get texts() {
    return TEXTS[this.variant.language];
  }

  async newTab(): Promise<Page> {
    const page = await this.context.newPage();
    this.watch(page);
    return page;
  }

  private watch(page: Page): void {
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type()) && !EXPECTED.test(message.text())) {
        this.consoleErrors.push(message.text());
      }
    });
    page.on("pageerror", (error) => this.consoleErrors.push(String(error)));
  }

  /** Opens Explore and waits for its pictures. */
  async explore(url = "/"): Promise<void> {
    await this.page.goto(url);
    await this.page.locator(".template-grid article img").first().waitFor();
  }

  async requestCode(phone = this.phone): Promise<void> {
    await this.page.locator("#phone").fill(phone);
    await this.page.getByRole("button", { name: this.texts.signIn.send }).click();
    await this.page.getByLabel(this.texts.signIn.codeLabel).waitFor();
  }

  /** Returns the code from the newest SMS. */
  async code(): Promise<string> {
    const response = await fetch(`${baseUrl()}/_local/outbox?phoneNumber=${encodeURIComponent(this.phone)}`);
    const { messages } = (await response.json()) as { messages: { body: string }[] };
    return secret(/\d{6}/.exec(messages[0]!.body)![0]);
  }

  /** Signs in. Returns an access token. */
  async signIn(): Promise<string> {
    await this.page.goto("/sign-in");
    await this.requestCode();
    const tokens = this.page.waitForResponse(/verify-code$/);
    await this.page.keyboard.type(await this.code());
    const { data } = (await (await tokens).json()) as { data: { accessToken: string } };
    await this.page.waitForURL((url) => url.pathname !== "/sign-in");
    return secret(data.accessToken);
  }

  /** Chooses photos, and confirms that they may be used. */
  async choosePictures(count: number, page = this.page): Promise<void> {
    await page.locator("input[type=file]").setInputFiles(await makePictures(page, count));
    await page.getByRole("checkbox", { name: this.texts.photos.consent }).check();
  }

  async close(): Promise<void> {
    await this.context.close();
  }

  /** Waits until the visible pictures are loaded and nothing has moved for two frames. */
  async waitUntilStill(): Promise<void> {
    await this.page.waitForFunction(() =>
      [...document.images].every((image) => {
        const { top, bottom, left, right } = image.getBoundingClientRect();
        const isOut = bottom < 0 || top > innerHeight || right < 0 || left > innerWidth;
        return (image.complete && !image.classList.contains("opacity-0")) || isOut;
      }),
    );
    await this.page.evaluate(async () => {
      const isMoving = () =>
        document
          .getAnimations()
          .some(({ effect, playState }) => playState !== "finished" && Number.isFinite(effect?.getComputedTiming().endTime));
      // An element that has just appeared starts its animation one frame later.
      for (let stillFrames = 0; stillFrames < 2; ) {
        await new Promise(requestAnimationFrame);
        stillFrames = isMoving() ? 0 : stillFrames + 1;
      }
    });
  }

  private async violations(exceptRules: string[]): Promise<string[]> {
    // A toast is hidden from screen readers while it leaves, but has the focus order of one that stays.
    const axe = new AxeBuilder({ page: this.page }).exclude("[data-exiting]").disableRules(exceptRules);
    const { violations } = await axe.analyze();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join("\n")}`);
  }

  /** Takes a screenshot. Checks that axe finds no violations, nothing overflows the screen and the console has no errors. */
  async checkPage(name: string, exceptRules: string[] = []): Promise<void> {
    await this.waitUntilStill();
    const { language, theme, size } = this.variant;
    await this.page.screenshot({ path: `target/e2e/screenshots/${name}-${language}-${theme}-${size}.png` });
    let violations = await this.violations(exceptRules);
    if (violations.length > 0) {
      // The page may have changed meanwhile, and a button is hard to read for the moment in which its color fades in.
      await this.waitUntilStill();
      violations = await this.violations(exceptRules);
    }
    expect(violations, name).toEqual([]);
    const overflow = await this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow, `${name} is wider than the screen`).toBe(0);
    expect(this.consoleErrors, name).toEqual([]);
  }
}

/** Returns a function that opens people in the browser of a test file. They are closed after each test. */
export function peopleOfEachTest(): (variant: Variant, phone?: string) => Promise<Person> {
  let browser: Browser;
  let people: Person[] = [];
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    await Promise.all(people.map((person) => person.close()));
    people = [];
  });
  return async (variant, phone) => {
    const person = await Person.open(browser, variant, phone);
    people.push(person);
    return person;
  };
}

/** Creates distinct PNG files to upload: parts of a portrait, every other one mirrored. */
export async function makePictures(page: Page, count: number): Promise<{ name: string; mimeType: string; buffer: Buffer }[]> {
  const portrait = await readFile("../local/photos/astronaut.jpg", "base64");
  const pictures = await page.evaluate(
    async ([photo, length]) => {
      const image = await createImageBitmap(new Blob([Uint8Array.from(atob(photo), (letter) => letter.charCodeAt(0))]));
      return Array.from({ length }, (_, index) => {
        const canvas = Object.assign(document.createElement("canvas"), { width: 480, height: 640 });
        const brush = canvas.getContext("2d")!;
        if (index % 2 === 1) {
          brush.setTransform(-1, 0, 0, 1, 480, 0);
        }
        const width = 270 - 20 * index;
        brush.drawImage(image, 50 + 8 * index, 4 * index, width, (width * 4) / 3, 0, 0, 480, 640);
        return canvas.toDataURL("image/png").split(",")[1]!;
      });
    },
    [portrait, count] as const,
  );
  return pictures.map((base64, index) => ({
    name: `picture-${index + 1}.png`,
    mimeType: "image/png",
    buffer: Buffer.from(base64, "base64"),
  }));
}
