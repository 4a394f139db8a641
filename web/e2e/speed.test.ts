import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Person, type Size, startBrowser } from "./person";

const SITE = "target/site";

/** How soon the first picture stands there, in milliseconds. */
const SOON = 1000;

/** How often a page is loaded, and how often at most: the quickest load counts, because the machine has other work too. */
const LOADS = { least: 3, most: 12 };

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

/** The bytes of a built file as a server sends it. */
const zipped = (path: string) => gzipSync(readFileSync(SITE + path), { level: 9 }).length;

test.each(["phone", "desktop"] as const)("Explore is light, quick and still on a %s", async (size) => {
  const loads: Load[] = [];
  while (loads.length < LOADS.least || (loads.length < LOADS.most && loads.every((it) => it.firstPicture >= SOON))) {
    loads.push(await load(size));
  }
  const bytes = Math.max(...loads.map((it) => it.bytes));
  const shift = Math.max(...loads.map((it) => it.shift));
  const firstPicture = Math.min(...loads.map((it) => it.firstPicture));
  console.log(
    `${size}: ${bytes} bytes of JavaScript, gzipped; first picture after ${Math.round(firstPicture)} ms; layout shift ${shift.toFixed(4)}`,
  );

  expect(bytes).toBeLessThan(200 * 1024);
  expect(firstPicture).toBeLessThan(SOON);
  expect(shift).toBeLessThan(0.05);
});

interface Load {
  readonly bytes: number;
  readonly shift: number;
  readonly firstPicture: number;
}

/** One first visit. */
async function load(size: Size): Promise<Load> {
  const person = await Person.arrive(browser, { language: "fa", theme: "light", size });
  const { page } = person;
  const scripts = new Set<string>();
  page.on("response", (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.endsWith(".js")) {
      scripts.add(pathname);
    }
  });
  await page.addInitScript(() => {
    Object.assign(window, { shift: 0, firstPicture: 0 });
    const seen = window as unknown as { shift: number; firstPicture: number };
    new PerformanceObserver((list) =>
      list.getEntries().forEach((entry) => {
        const { value, hadRecentInput } = entry as unknown as { value: number; hadRecentInput: boolean };
        seen.shift += hadRecentInput ? 0 : value;
      }),
    ).observe({ type: "layout-shift", buffered: true });
    document.addEventListener(
      "load",
      ({ target }) => {
        if (target instanceof HTMLImageElement && seen.firstPicture === 0) {
          seen.firstPicture = performance.now();
        }
      },
      true,
    );
  });
  await page.goto("/");
  await page.waitForFunction(() => (window as unknown as { firstPicture: number }).firstPicture > 0);
  await page.waitForLoadState("networkidle");
  const { shift, firstPicture } = await page.evaluate(() => {
    const seen = window as unknown as { shift: number; firstPicture: number };
    return { shift: seen.shift, firstPicture: seen.firstPicture };
  });
  const pictures = page.locator(".template-grid img");
  expect(
    await pictures.evaluateAll((all) => all.slice(10).filter((it) => (it as HTMLImageElement).loading !== "lazy").length),
    "pictures below that are not lazy",
  ).toBe(0);
  expect(
    await pictures.evaluateAll((all) => all.filter((it) => it.clientHeight < 100 || it.clientWidth < 100).length),
    "pictures without a size",
  ).toBe(0);
  await person.leave();
  return { bytes: [...scripts].reduce((sum, path) => sum + zipped(path), 0), shift, firstPicture };
}

test("the built app names no file that holds no hash of itself, but its page and its icons", () => {
  expect(readdirSync(`${SITE}/assets`).filter((name) => !/-[\w-]{8}\.\w+$/.test(name))).toEqual([]);
});
