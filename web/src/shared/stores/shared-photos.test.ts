import { expect, test, vi } from "vitest";
import { takeSharedPhotos } from "./shared-photos";

test("gives the photos that were shared once, with their names", async () => {
  const kept = new Map([["https://nero.example/0/me%20%26%20you.png", new Blob(["x"], { type: "image/png" })]]);
  vi.stubGlobal("caches", {
    open: async () => ({
      keys: async () => [...kept.keys()].map((url) => ({ url })),
      match: async ({ url }: { url: string }) => ({ blob: async () => kept.get(url) }),
    }),
    delete: async () => kept.clear(),
  });

  const photos = await takeSharedPhotos();

  expect(photos.map(({ name, type }) => [name, type])).toEqual([["me & you.png", "image/png"]]);
  expect(await takeSharedPhotos()).toEqual([]);
});
