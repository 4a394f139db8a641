import { expect, test } from "vitest";
import { normalPhotos, scaledSize } from "./normal-photo";

test.each([
  [5120, 3840, 2560, 1920],
  [3000, 6000, 1280, 2560],
  [2560, 1000, 2560, 1000],
  [640, 480, 640, 480],
])("scales %i × %i to %i × %i", (width, height, newWidth, newHeight) => {
  expect(scaledSize(width, height)).toEqual({ width: newWidth, height: newHeight });
});

test("keeps a file that the browser cannot decode", async () => {
  const file = new File(["?"], "a.heic", { type: "image/heic" });

  expect(await normalPhotos([file])).toEqual([file]);
});
