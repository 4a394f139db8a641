import { beforeEach, expect, test, vi } from "vitest";
import { uploadPicture } from "./upload";

/** A fake XMLHttpRequest. Tests call `respond` as the image store. */
class StoreRequest {
  static last: StoreRequest;
  readonly upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
  method = "";
  url = "";
  form: FormData | undefined;
  status = 0;
  response: unknown;
  onload?: () => void;
  onerror?: () => void;
  onabort?: () => void;

  open(method: string, url: string): void {
    Object.assign(this, { method, url });
    StoreRequest.last = this;
  }

  send(form: FormData): void {
    this.form = form;
  }

  abort(): void {
    this.onabort?.();
  }

  respond(status: number, response: unknown = null): void {
    Object.assign(this, { status, response });
    this.onload?.();
  }
}

const upload = { uploadUrl: "https://store.example/upload", fields: { signature: "s", timestamp: "1" }, publicId: "p" };
const picture = new File(["picture"], "a.jpg", { type: "image/jpeg" });

beforeEach(() => void vi.stubGlobal("XMLHttpRequest", StoreRequest));

function begin() {
  const progress: number[] = [];
  const controller = new AbortController();
  const uploading = uploadPicture(upload, picture, (fraction) => progress.push(fraction), controller.signal);
  return { progress, controller, uploading, store: StoreRequest.last };
}

test("sends the signed fields before the file, reports progress and returns the receipt", async () => {
  const { progress, uploading, store } = begin();
  store.upload.onprogress?.({ loaded: 25, total: 100 });
  store.respond(200, { public_id: "p", version: 7, signature: "receipt", secure_url: "ignored" });

  expect(await uploading).toEqual({ publicId: "p", version: 7, signature: "receipt" });
  expect([store.method, store.url]).toEqual(["POST", upload.uploadUrl]);
  expect([...store.form!.keys()]).toEqual(["signature", "timestamp", "file"]);
  expect(progress).toEqual([0.25]);
});

test.each([
  [413, "PAYLOAD_TOO_LARGE"],
  [400, "PICTURE_REFUSED"],
  [415, "PICTURE_REFUSED"],
  [500, "STORAGE_UNAVAILABLE"],
  [200, "STORAGE_UNAVAILABLE"],
])("a response with status %i and no receipt fails with %s", async (status, code) => {
  const { uploading, store } = begin();
  store.respond(status);

  await expect(uploading).rejects.toMatchObject({ code });
});

test("a network error fails with OFFLINE", async () => {
  const { uploading, store } = begin();
  store.onerror?.();

  await expect(uploading).rejects.toMatchObject({ code: "OFFLINE" });
});

test("aborting rejects with an AbortError", async () => {
  const { uploading, controller } = begin();
  controller.abort();

  await expect(uploading).rejects.toMatchObject({ name: "AbortError" });
});
