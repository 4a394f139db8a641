import { beforeEach, expect, test, vi } from "vitest";
import { uploadPicture } from "./upload";

/** A request as the store sees it; the test plays the store. */
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

  answer(status: number, response: unknown = null): void {
    Object.assign(this, { status, response });
    this.onload?.();
  }
}

const leave = { uploadUrl: "https://store.example/upload", fields: { signature: "s", timestamp: "1" }, publicId: "p" };
const picture = new File(["picture"], "a.jpg", { type: "image/jpeg" });

beforeEach(() => void vi.stubGlobal("XMLHttpRequest", StoreRequest));

function begin() {
  const parts: number[] = [];
  const giveUp = new AbortController();
  const uploading = uploadPicture(leave, picture, (part) => parts.push(part), giveUp.signal);
  return { parts, giveUp, uploading, store: StoreRequest.last };
}

test("sends the fields of the leave before the picture, tells how far it is, and hands back the receipt", async () => {
  const { parts, uploading, store } = begin();
  store.upload.onprogress?.({ loaded: 25, total: 100 });
  store.answer(200, { public_id: "p", version: 7, signature: "receipt", secure_url: "ignored" });

  expect(await uploading).toEqual({ publicId: "p", version: 7, signature: "receipt" });
  expect([store.method, store.url]).toEqual(["POST", leave.uploadUrl]);
  expect([...store.form!.keys()]).toEqual(["signature", "timestamp", "file"]);
  expect(parts).toEqual([0.25]);
});

test.each([
  [413, "PAYLOAD_TOO_LARGE"],
  [400, "PICTURE_REFUSED"],
  [415, "PICTURE_REFUSED"],
  [500, "STORAGE_UNAVAILABLE"],
  [200, "STORAGE_UNAVAILABLE"],
])("an answer %i without a receipt is the failure %s", async (status, code) => {
  const { uploading, store } = begin();
  store.answer(status);

  await expect(uploading).rejects.toMatchObject({ code });
});

test("a store that cannot be reached is told from one that refuses", async () => {
  const { uploading, store } = begin();
  store.onerror?.();

  await expect(uploading).rejects.toMatchObject({ code: "OFFLINE" });
});

test("what is given up ends at once", async () => {
  const { uploading, giveUp } = begin();
  giveUp.abort();

  await expect(uploading).rejects.toMatchObject({ name: "AbortError" });
});
