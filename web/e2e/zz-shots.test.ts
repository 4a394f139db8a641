import { test } from "vitest";
import { mkdirSync } from "node:fs";
import { Person, startBrowser, type Variant } from "./person";
const OUT = process.env.OUT ?? "/tmp/b/shots";
const wide = process.env.WIDE;
const pick = (process.env.V ?? "en-light-desktop").split(" ").map((v) => {
  const [language, theme, size] = v.split("-");
  return { language, theme, size } as Variant;
});
test.each(pick)("shots $language $theme $size", async (v) => {
  mkdirSync(OUT, { recursive: true });
  const browser = await startBrowser();
  const p = await Person.open(browser, v);
  const { page } = p;
  if (wide) await page.setViewportSize({ width: Number(wide), height: Math.round(Number(wide) * 0.5625) });
  const name = `${v.language}-${v.theme}-${v.size}${wide ?? ""}`;
  const shot = async (n: string) => {
    await p.waitUntilStill().catch(() => {});
    await page.screenshot({ path: `${OUT}/${n}-${name}.png` });
  };
  if (process.env.SIGNED) await p.signIn();
  for (const url of (process.env.URLS ?? "/").split(" ")) {
    await page.goto(url);
    await page.waitForLoadState("networkidle");
    const y = /#y(\d+)/.exec(url)?.[1];
    if (y) {
      await page.mouse.move(300, 500);
      await page.mouse.wheel(0, Number(y));
      await page.waitForTimeout(900);
    }
    if (process.env.HOVER) {
      await page.locator(process.env.HOVER).nth(2).hover();
      await page.waitForTimeout(500);
    }
    await shot(url.replace(/\W+/g, "_"));
  }
  console.log(p.consoleErrors);
  await p.close();
  await browser.close();
});
