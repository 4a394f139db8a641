import { expect, test, vi } from "vitest";
import { download } from "./download";

const image = { url: "https://store.example/a.jpg", width: 1, height: 1, format: "jpg" as const, bytes: 3 };

test("saves the unchanged bytes under the given name", async () => {
  vi.stubGlobal("fetch", async () => new Response("abc"));
  const files: Blob[] = [];
  vi.spyOn(URL, "createObjectURL").mockImplementation((file) => {
    files.push(file as Blob);
    return "blob:a";
  });
  const saved: string[][] = [];
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    saved.push([this.href, this.download]);
  });

  await download(image, "nero-1");

  expect(saved).toEqual([["blob:a", "nero-1.jpg"]]);
  expect(await files[0]!.text()).toBe("abc");
});

test.each([() => Promise.reject(new TypeError("Failed to fetch")), async () => new Response("", { status: 404 })])(
  "fails with OFFLINE if the picture cannot be loaded",
  async (fetch) => {
    vi.stubGlobal("fetch", fetch);

    await expect(download(image, "nero-1")).rejects.toMatchObject({ code: "OFFLINE" });
  },
);
