import { beforeEach, expect, test, vi } from "vitest";
import { session } from "@/core/api/client";
import { reportReachable, useConnection } from "@/core/api/connection";
import { uploadPicture } from "@/core/api/upload";
import { personalKey, queryClient } from "@/shared/queries/query-client";
import { passedPhotos } from "@/shared/stores/passed-photos";
import { quotedRequest, type Target, targetKey } from "./generation-target";
import { useNewGeneration } from "./new-generation";
import { savedDraft } from "./saved-draft";

vi.mock("@/core/api/upload", () => ({ uploadPicture: vi.fn() }));

const TEMPLATE = "6a0f3c0c007b1f2e3d4c5b70";
const TARGET: Target = { kind: "template", id: TEMPLATE };
const PENDING = "nero.newGeneration";

const upload = vi.mocked(uploadPicture);
const state = () => useNewGeneration.getState();
const aPicture = (name: string) => new File([name], name, { type: "image/jpeg" });

interface Order {
  readonly key: string | null;
  readonly body: {
    type: string;
    sources?: { publicId: string }[];
    mask?: { publicId: string };
    characterIds?: string[];
    priceVersion: number;
  };
}

let orders: Order[];
let signed: number;
/** The responses to the next orders. Later orders are accepted. */
let responses: (() => Response)[];

const accepted = () =>
  Response.json({ status: "success", data: { generation: { id: "g", status: "queued" }, stars: { balance: 2 } } }, { status: 202 });
const refused = (status: number, code: string, more: object = {}, headers: Record<string, string> = {}) =>
  Response.json({ status: "error", code, message: "", requestId: "r", ...more }, { status, headers });

beforeEach(() => {
  orders = [];
  signed = 0;
  responses = [];
  session.begin({ accessToken: "a", refreshToken: "r", expiresIn: 900 });
  state().reset();
  useConnection.setState({ isReachable: true });
  upload.mockReset().mockImplementation(async ({ publicId }) => ({ publicId, version: 1, signature: "s" }));
  vi.stubGlobal("fetch", async (request: Request) => {
    request.signal.throwIfAborted();
    const path = new URL(request.url).pathname.replace("/api/v1", "");
    if (path === "/uploads") {
      const { count } = (await request.json()) as { count: number };
      const uploads = Array.from({ length: count }, () => ({ uploadUrl: "/up", fields: {}, publicId: `p${signed++}` }));
      const expiresAt = new Date(Date.now() + 600_000).toISOString();
      return Response.json({ status: "success", data: { uploads, expiresAt } }, { status: 201 });
    }
    if (path === "/auth/refresh") {
      return Response.json({ status: "success", data: { accessToken: "b", refreshToken: "r2", expiresIn: 900 } });
    }
    if (path === "/generations" && request.method === "POST") {
      orders.push({ key: request.headers.get("Idempotency-Key"), body: (await request.json()) as Order["body"] });
      return (responses.shift() ?? accepted)();
    }
    return refused(500, "INTERNAL");
  });
});

function chooseTwo(): void {
  expect(state().choose([aPicture("a.jpg"), aPicture("b.jpg")])).toEqual([]);
}

const sourcesOf = (order: Order | undefined) => order?.body.sources?.map(({ publicId }) => publicId);
const keys = () => orders.map(({ key }) => key);

function showQuote(): () => unknown {
  const key = [...personalKey("quote"), quotedRequest(TARGET, state())];
  queryClient.setQueryData(key, { stars: 1, balance: 3, affordable: true, etaSeconds: 3, priceVersion: 1 });
  return () => queryClient.getQueryData(key);
}

test("uploads the photos, orders the image from their receipts and shows the new balance", async () => {
  const quote = showQuote();
  chooseTwo();

  expect(await state().create(TARGET, 1)).toMatchObject({ id: "g" });

  expect(orders).toHaveLength(1);
  expect(orders[0]!.key).toMatch(/^[0-9a-f-]{36}$/);
  expect(orders[0]!.body).toEqual({
    type: "generate",
    templateId: TEMPLATE,
    size: "1K",
    engine: "standard",
    keepIdentity: true,
    sources: ["p0", "p1"].map((publicId) => ({ publicId, version: 1, signature: "s" })),
    priceVersion: 1,
  });
  expect(quote()).toMatchObject({ balance: 2, affordable: true });
  expect(sessionStorage.getItem(PENDING)).toBeNull();
});

test("another image of the same photos is a new order with new uploads", async () => {
  chooseTwo();
  await state().create(TARGET, 1);
  expect(state().pictures.map((picture) => picture.state)).toEqual(["waiting", "waiting"]);

  await state().create(TARGET, 1);

  expect(sourcesOf(orders[1])).toEqual(["p2", "p3"]);
  expect(keys()[1]).not.toBe(keys()[0]);
});

test("orders an image of a character without uploads", async () => {
  chooseTwo();
  state().change({ source: "character", characterId: "c" });

  await state().create(TARGET, 1);

  expect(orders[0]!.body).toEqual({
    type: "generate",
    templateId: TEMPLATE,
    size: "1K",
    engine: "standard",
    keepIdentity: true,
    characterIds: ["c"],
    priceVersion: 1,
  });
  expect([signed, upload.mock.calls.length]).toEqual([0, 0]);
});

test("repeats the order with the same key while the server works on it", async () => {
  const inProgress = () => refused(409, "CONFLICT", {}, { "Retry-After": "0" });
  responses = [inProgress, inProgress];
  chooseTwo();

  expect(await state().create(TARGET, 1)).not.toBeNull();

  expect(orders).toHaveLength(3);
  expect(new Set(keys()).size).toBe(1);
});

test("repeats the order with the same key after a reconnect", async () => {
  responses = [
    () => {
      throw new TypeError("Failed to fetch");
    },
  ];
  chooseTwo();
  const creating = state().create(TARGET, 1);
  await vi.waitFor(() => expect(useConnection.getState().isReachable).toBe(false));
  state().cancel();
  expect([orders.length, state().step]).toEqual([1, "finishing"]);

  reportReachable();

  expect(await creating).not.toBeNull();
  expect(new Set(keys()).size).toBe(1);
});

test("a retry after an outage repeats the order with the same key and uploads", async () => {
  responses = [() => refused(503, "DATABASE_UNAVAILABLE")];
  chooseTwo();
  expect(await state().create(TARGET, 1)).toBeNull();
  expect(state()).toMatchObject({ step: "choosing", failure: { code: "DATABASE_UNAVAILABLE" } });

  await state().create(TARGET, 1);

  expect(keys()[1]).toBe(keys()[0]);
  expect(sourcesOf(orders[1])).toEqual(["p0", "p1"]);
});

test("other photos are a new order", async () => {
  responses = [() => refused(503, "DATABASE_UNAVAILABLE")];
  chooseTwo();
  await state().create(TARGET, 1);
  state().remove(state().pictures[0]!.key);
  await state().create(TARGET, 1);

  expect(keys()[1]).not.toBe(keys()[0]);
  expect(sourcesOf(orders[1])).toEqual(["p2"]);
});

test("without enough stars, shows the balance and keeps the photos", async () => {
  const quote = showQuote();
  responses = [() => refused(402, "INSUFFICIENT_STARS", { stars: { balance: 0, needed: 1 } })];
  chooseTwo();

  expect(await state().create(TARGET, 1)).toBeNull();

  expect(state()).toMatchObject({ failure: { code: "INSUFFICIENT_STARS" }, pictures: [{ state: "sent" }, { state: "sent" }] });
  expect(quote()).toMatchObject({ stars: 1, balance: 0, affordable: false });
});

test("a new price is shown and needs another press, which is a new order of the same uploads", async () => {
  const quote = showQuote();
  responses = [() => refused(409, "PRICE_CHANGED", { price: { stars: 2, priceVersion: 2 } })];
  chooseTwo();

  expect(await state().create(TARGET, 1)).toBeNull();
  expect(quote()).toMatchObject({ stars: 2, priceVersion: 2, affordable: true });
  await state().create(TARGET, 2);

  expect(orders.map(({ body }) => body.priceVersion)).toEqual([1, 2]);
  expect(sourcesOf(orders[1])).toEqual(["p0", "p1"]);
  expect(keys()[1]).not.toBe(keys()[0]);
});

test.each(["NOT_FOUND", "IDEMPOTENCY_MISMATCH"])("after %s, the next order uploads the photos again", async (code) => {
  responses = [() => refused(404, code)];
  chooseTwo();
  await state().create(TARGET, 1);
  await state().create(TARGET, 1);

  expect(sourcesOf(orders[1])).toEqual(["p2", "p3"]);
});

/** Lets uploads run until they are aborted. */
const uploadForever = () =>
  upload.mockImplementation(
    (_, __, ___, signal) =>
      new Promise((____, reject) => signal.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")))),
  );

test("cancelling the uploads orders nothing and keeps the photos", async () => {
  chooseTwo();
  uploadForever();
  const creating = state().create(TARGET, 1);
  await vi.waitFor(() => expect(upload).toHaveBeenCalledTimes(2));
  state().cancel();

  expect(await creating).toBeNull();
  expect(state()).toMatchObject({ step: "choosing", failure: null });
  expect([state().pictures.length, orders.length]).toEqual([2, 0]);
});

test("what a person who signs out has begun is not ordered, and does not change what the next person does", async () => {
  const next = () => {
    session.end();
    session.begin({ accessToken: "b", refreshToken: "r", expiresIn: 900 });
    uploadForever();
    chooseTwo();
    void state().create(TARGET, 1);
    return () => expect(state()).toMatchObject({ step: "sending", pictures: [{}, {}] });
  };
  chooseTwo();
  uploadForever();
  const uploading = state().create(TARGET, 1);
  await vi.waitFor(() => expect(upload).toHaveBeenCalledTimes(2));

  const isUnchanged = next();
  expect(await uploading).toBeNull();
  isUnchanged();

  state().reset();
  responses = [
    () => {
      throw new TypeError("Failed to fetch");
    },
  ];
  state().change({ prompt: "mine" });
  const finishing = state().create({ kind: "words" }, 1);
  await vi.waitFor(() => expect(useConnection.getState().isReachable).toBe(false));

  const isStillUnchanged = next();
  reportReachable();
  expect(await finishing).toBeNull();
  isStillUnchanged();
  expect([orders.length, sessionStorage.getItem(PENDING)]).toEqual([1, null]);
});

/** Loads the store again, as a reload of the page does. */
async function reload() {
  vi.resetModules();
  const { useNewGeneration: reloaded } = await import("./new-generation");
  return reloaded;
}

test("a reload repeats an interrupted order with the same key, once", async () => {
  responses = [() => refused(503, "DATABASE_UNAVAILABLE")];
  chooseTwo();
  await state().create(TARGET, 1);

  const reloaded = await reload();
  expect(await reloaded.getState().resume({ kind: "template", id: "another" })).toBeNull();
  const [first, second] = await Promise.all([reloaded.getState().resume(TARGET), reloaded.getState().resume(TARGET)]);

  expect([first, second]).toMatchObject([{ id: "g" }, { id: "g" }]);
  expect(orders).toHaveLength(2);
  expect(orders[1]).toEqual(orders[0]);
  expect(await reloaded.getState().resume(TARGET)).toBeNull();
  expect(await (await reload()).getState().resume(TARGET)).toBeNull();
  expect(orders).toHaveLength(2);
});

test("a reload does not repeat an order that was answered, is old, or belongs to a user who signed out", async () => {
  chooseTwo();
  await state().create(TARGET, 1);
  expect(await (await reload()).getState().resume(TARGET)).toBeNull();

  const request = { target: targetKey(TARGET), idempotencyKey: "k", body: {} };
  sessionStorage.setItem(PENDING, JSON.stringify({ ...request, sentAt: Date.now() - 11 * 60_000 }));
  expect(await (await reload()).getState().resume(TARGET)).toBeNull();

  sessionStorage.setItem(PENDING, JSON.stringify({ ...request, sentAt: Date.now() }));
  session.end();
  expect(await (await reload()).getState().resume(TARGET)).toBeNull();
  expect(orders).toHaveLength(1);
});

test("words alone need no upload, and contain the chosen shape, size and engine", async () => {
  state().change({ prompt: " a fox ", aspectRatio: "3:4", size: "2K", engine: "pro" });
  await state().create({ kind: "words" }, 1);

  expect(orders[0]!.body).toEqual({ type: "generate", prompt: "a fox", aspectRatio: "3:4", size: "2K", engine: "pro", priceVersion: 1 });
  expect(signed).toBe(0);
});

test("a mask makes it an edit of the one photo, and is dropped with other photos", async () => {
  state().choose([aPicture("a.jpg")]);
  state().setMask(new File(["m"], "mask.png", { type: "image/png" }));
  await state().create(TARGET, 1);

  expect(orders[0]!.body).toMatchObject({ type: "edit", mask: { publicId: "p1" } });
  expect(sourcesOf(orders[0])).toEqual(["p0"]);

  state().choose([aPicture("b.jpg")]);
  expect(state().mask).toBeNull();
});

test("an edit of an image names it and leaves out the photos", async () => {
  chooseTwo();
  state().change({ prompt: "at dusk" });
  await state().create({ kind: "parent", id: "p" }, 1);

  expect(orders[0]!.body).toEqual({
    type: "edit",
    parentId: "p",
    prompt: "at dusk",
    size: "1K",
    engine: "standard",
    keepIdentity: true,
    priceVersion: 1,
  });
});

test("the words belong to a template, the photos and options to all", () => {
  chooseTwo();
  state().open(TARGET);
  state().change({ prompt: "with a scarf", size: "2K" });
  state().open(TARGET);
  expect(state().prompt).toBe("with a scarf");

  state().open({ kind: "template", id: "another" });
  expect(state()).toMatchObject({ prompt: "", size: "2K", pictures: [{}, {}] });
});

test("takes the photos that were chosen on another page", () => {
  state().change({ source: "character" });
  passedPhotos.pass([aPicture("me.jpg")]);

  state().open(TARGET);

  expect(state().source).toBe("photos");
  expect(state().pictures.map(({ file }) => file.name)).toEqual(["me.jpg"]);
});

test("a reload keeps what was chosen", async () => {
  state().open(TARGET);
  state().change({ prompt: "with a scarf", size: "2K", source: "character", characterId: "c" });

  expect((await reload()).getState()).toMatchObject({
    target: targetKey(TARGET),
    prompt: "with a scarf",
    size: "2K",
    source: "character",
    characterId: "c",
  });
});

test("what a guest chose stays when they sign in, and is removed when they sign out", () => {
  session.end();
  state().open(TARGET);
  state().change({ prompt: "with a scarf" });
  session.begin({ accessToken: "a", refreshToken: "r", expiresIn: 900 });
  expect(state().prompt).toBe("with a scarf");

  session.end();
  expect(state().prompt).toBe("");
  expect(savedDraft.read()).toBeNull();
});
