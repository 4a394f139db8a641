import { mkdirSync, statSync } from "node:fs";
import { expect, test } from "vitest";
import { Person, startBrowser } from "./person";

const FOLDER = "../docs/images";

// Updates the screenshot in the README. Run in the repository's root: NERO_README_SCREENSHOT=1 bin/dev/e2e e2e/readme.test.ts
test.runIf(process.env.NERO_README_SCREENSHOT)("takes the screenshot for the README", async () => {
  mkdirSync(FOLDER, { recursive: true });
  const browser = await startBrowser();
  const person = await Person.open(browser, { language: "en", theme: "light", size: "desktop" });
  await person.page.setViewportSize({ width: 1280, height: 800 });
  await person.explore();
  await person.waitUntilStill();
  await person.page.screenshot({ path: `${FOLDER}/landing.jpg`, type: "jpeg", quality: 80 });
  await browser.close();

  expect(statSync(`${FOLDER}/landing.jpg`).size).toBeLessThan(200 * 1024);
});
