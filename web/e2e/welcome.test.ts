import { expect, test } from "vitest";
import { makePictures, peopleOfEachTest, type Variant } from "./person";

const VARIANTS: Variant[] = [
  { language: "en", theme: "light", size: "desktop" },
  { language: "fa", theme: "dark", size: "phone" },
];

const openPerson = peopleOfEachTest();

test.each(VARIANTS)("a guest is guided from the landing page to a first look, and arranges the character ($language)", async (variant) => {
  const person = await openPerson(variant);
  const { page, texts } = person;
  const name = variant.language === "fa" ? "سارا" : "Sara";

  await page.goto("/");
  await page.getByRole("link", { name: person.texts.landing.makeMine }).click();
  await person.requestCode();
  await page.keyboard.type(await person.code());
  await page.waitForURL("**/welcome");
  await page.getByLabel(texts.welcome.name.label).waitFor();
  await person.checkPage("welcome-name");
  await page.getByLabel(texts.welcome.name.label).fill(name);
  await page.getByRole("button", { name: texts.welcome.next }).click();
  await page.getByRole("heading", { name: texts.welcome.photos.title }).waitFor();
  await person.checkPage("welcome-photos");

  const button = page.getByRole("button", { name: texts.photos.choose });
  const [files] = await Promise.all([page.waitForEvent("filechooser"), button.click()]);
  await files.setFiles(await makePictures(page, 4));
  await person.checkPage("photo-consent");
  await page.getByRole("checkbox", { name: texts.photos.consent }).check();
  await person.checkPage("welcome-photos-chosen");
  await page.getByRole("button", { name: texts.welcome.next }).click();
  await page.getByRole("heading", { name: texts.welcome.look.title }).waitFor();
  await page.getByRole("list", { name: texts.welcome.look.list }).getByRole("link").first().waitFor();
  await person.checkPage("welcome-look");
  await page.getByRole("list", { name: texts.welcome.look.list }).getByRole("link").first().click();
  await page.waitForURL(/create/);

  await page.goto("/");
  await page.getByRole("heading", { level: 1, name: texts.explore.withCharacter.replace("{{name}}", name) }).waitFor();
  await person.checkPage("explore-member");
  await page.getByRole("link", { name: texts.explore.openCharacter.replace("{{name}}", name) }).click();
  const pictures = page.locator("[data-picture]");
  await pictures.first().waitFor();
  const ids = () => pictures.evaluateAll((all) => all.map((one) => one.getAttribute("data-picture")));
  const [first, second, third, fourth] = await ids();
  await page.getByRole("button", { name: texts.character.edit }).click();
  // Phones show the buttons of the chosen picture only.
  const isPhone = variant.size === "phone";
  const choose = async (index: number) => isPhone && (await pictures.nth(index).getByRole("button").first().click());
  await choose(1);
  expect(await page.locator("[data-move]").filter({ visible: true }).count()).toBe(isPhone ? 2 : 6);
  await person.checkPage("character-edit");
  await pictures.nth(1).locator('[data-move="earlier"]').click();
  await expect.poll(ids).toEqual([second, first, third, fourth]);
  await choose(3);
  await pictures
    .nth(3)
    .getByRole("button", { name: new RegExp(`^${texts.photos.remove.split("{{")[0]}`) })
    .click();
  await page.getByRole("alertdialog").getByRole("button", { name: texts.character.remove }).click();
  await expect.poll(ids).toEqual([second, first, third]);
  await person.choosePictures(2);
  await page.locator("form button[type=submit]").click();
  await page.getByText(texts.character.added).waitFor();
  await page.reload();
  await pictures.first().waitFor();
  expect(await pictures.count()).toBe(5);
  expect((await ids()).slice(0, 3)).toEqual([second, first, third]);
});

test("photos of all kinds become upright JPEG files, and what the browser cannot open is named", async () => {
  const { page, texts } = await openPerson({ language: "en", theme: "light", size: "phone" });
  await page.goto("/create");
  await page.getByRole("button", { name: texts.photos.camera }).waitFor();
  const [png, jpeg] = await page.evaluate(() =>
    (["png", "jpeg"] as const).map((type) => {
      const canvas = Object.assign(
        document.createElement("canvas"),
        type === "png" ? { width: 3200, height: 1600 } : { width: 40, height: 20 },
      );
      canvas.getContext("2d")!.fillRect(0, 0, 20, 20);
      return canvas.toDataURL(`image/${type}`).split(",")[1]!;
    }),
  );
  // A camera that was held upright: orientation 6 in a segment after the start of the file.
  const exif = "ffe1002245786966000049492a00080000000100120103000100000006000000" + "00000000";
  const turned = Buffer.from(jpeg!, "base64");
  await page.locator("input[type=file]").setInputFiles([
    { name: "large.png", mimeType: "image/png", buffer: Buffer.from(png!, "base64") },
    {
      name: "turned.jpg",
      mimeType: "image/jpeg",
      buffer: Buffer.concat([turned.subarray(0, 2), Buffer.from(exif, "hex"), turned.subarray(2)]),
    },
    { name: "IMG_1.heic", mimeType: "image/heic", buffer: Buffer.from("no picture") },
  ]);

  await page.getByText(texts.photos.wrongType.replace("{{name}}", "IMG_1.heic")).waitFor();
  const photos = await page.locator('img[src^="blob:"]').evaluateAll((all) =>
    Promise.all(
      (all as HTMLImageElement[]).map(async (image) => {
        await image.decode();
        return [image.naturalWidth, image.naturalHeight];
      }),
    ),
  );
  expect(photos).toEqual([
    [2560, 1280],
    [20, 40],
  ]);
});
