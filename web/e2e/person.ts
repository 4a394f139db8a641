import AxeBuilder from "@axe-core/playwright";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { expect, inject } from "vitest";
import en from "@/shared/translations/en.json";
import fa from "@/shared/translations/fa.json";

export const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1360, height: 860 } };
export const WORDS = { en, fa };

export type Language = keyof typeof WORDS;
export type Size = keyof typeof SIZES;

export interface Taste {
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

let phones = 0;
const newPhone = () => `+98912${String(1_000_000 + (Date.now() % 800_000) + phones++)}`;

/** Somebody with a browser of their own. What their browser complains about is kept; errors of HTTP are no complaint. */
export class Person {
  readonly complaints: string[] = [];
  private constructor(
    readonly taste: Taste,
    readonly context: BrowserContext,
    readonly page: Page,
    readonly phone: string,
  ) {
    this.watch(page);
  }

  /** Somebody new, or with the phone number of somebody who is known. */
  static async arrive(browser: Browser, taste: Taste, phone = newPhone()): Promise<Person> {
    const context = await browser.newContext({
      baseURL: baseUrl(),
      viewport: SIZES[taste.size],
      hasTouch: taste.size === "phone",
      isMobile: taste.size === "phone",
      locale: taste.language === "fa" ? "fa-IR" : "en-GB",
      colorScheme: taste.theme,
      permissions: ["clipboard-read", "clipboard-write"],
    });
    context.setDefaultTimeout(60_000);
    return new Person(taste, context, await context.newPage(), phone);
  }

  get words() {
    return WORDS[this.taste.language];
  }

  async newTab(): Promise<Page> {
    const page = await this.context.newPage();
    this.watch(page);
    return page;
  }

  private watch(page: Page): void {
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type()) && !message.text().startsWith("Failed to load resource")) {
        this.complaints.push(message.text());
      }
    });
    page.on("pageerror", (error) => this.complaints.push(String(error)));
  }

  /** Opens Explore and waits for its pictures. */
  async explore(address = "/"): Promise<void> {
    await this.page.goto(address);
    await this.page.locator(".template-grid article img").first().waitFor();
  }

  async askForCode(phone = this.phone): Promise<void> {
    await this.page.locator("#phone").fill(phone);
    await this.page.getByRole("button", { name: this.words.signIn.send }).click();
    await this.page.getByLabel(this.words.signIn.codeLabel).waitFor();
  }

  /** The code of the newest SMS. */
  async code(): Promise<string> {
    const answer = await fetch(`${baseUrl()}/_local/outbox?phoneNumber=${encodeURIComponent(this.phone)}`);
    const { messages } = (await answer.json()) as { messages: { body: string }[] };
    return /\d{6}/.exec(messages[0]!.body)![0];
  }

  async signIn(): Promise<void> {
    await this.page.goto("/sign-in");
    await this.askForCode();
    await this.page.keyboard.type(await this.code());
    await this.page.waitForURL((url) => url.pathname !== "/sign-in");
  }

  async leave(): Promise<void> {
    await this.context.close();
  }

  /** Axe finds nothing, nothing reaches over the edge, and the browser has nothing to complain about. */
  async expectGoodPage(name: string, exceptRules: string[] = []): Promise<void> {
    await this.page.waitForFunction(() =>
      [...document.images].every((it) => {
        const { top, bottom } = it.getBoundingClientRect();
        return it.complete || bottom < 0 || top > innerHeight;
      }),
    );
    await this.page.evaluate(() => {
      const finite = document.getAnimations().filter((it) => Number.isFinite(it.effect?.getComputedTiming().endTime));
      return Promise.all(finite.map((it) => it.finished.catch(() => {})));
    });
    const { language, theme, size } = this.taste;
    await this.page.screenshot({ path: `target/e2e/screenshots/${name}-${language}-${theme}-${size}.png` });
    const { violations } = await new AxeBuilder({ page: this.page }).disableRules(exceptRules).analyze();
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join("\n")}`),
      name,
    ).toEqual([]);
    const over = await this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(over, `${name} is wider than the screen`).toBe(0);
    expect(this.complaints, name).toEqual([]);
  }
}

/** Pictures that a person could upload: real PNG files, each another. */
export async function makePictures(page: Page, count: number): Promise<{ name: string; mimeType: string; buffer: Buffer }[]> {
  const drawn = await page.evaluate(
    (many) =>
      Array.from({ length: many }, (_, index) => {
        const canvas = Object.assign(document.createElement("canvas"), { width: 480, height: 640 });
        const brush = canvas.getContext("2d")!;
        const ground = brush.createLinearGradient(0, 0, 300, 640);
        ground.addColorStop(0, `hsl(${index * 70 + 20} 60% 70%)`);
        ground.addColorStop(1, `hsl(${index * 70 + 80} 50% 35%)`);
        brush.fillStyle = ground;
        brush.fillRect(0, 0, 480, 640);
        brush.fillStyle = `hsl(${index * 40 + 10} 45% 82%)`;
        brush.beginPath();
        brush.ellipse(240, 260 + index * 12, 110, 140, index / 6, 0, 7);
        brush.fill();
        brush.beginPath();
        brush.ellipse(240, 640, 190, 190, 0, 0, 7);
        brush.fill();
        return canvas.toDataURL("image/png").split(",")[1]!;
      }),
    count,
  );
  return drawn.map((base64, index) => ({ name: `picture-${index + 1}.png`, mimeType: "image/png", buffer: Buffer.from(base64, "base64") }));
}
