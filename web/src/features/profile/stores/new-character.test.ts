import { beforeEach, expect, test, vi } from "vitest";
import { session } from "@/core/api/client";
import { Failure } from "@/core/api/failure";
import { uploadPicture } from "@/core/api/upload";
import { useNewCharacter } from "./new-character";

vi.mock("@/core/api/upload", () => ({ uploadPicture: vi.fn() }));

const upload = vi.mocked(uploadPicture);
const state = () => useNewCharacter.getState();
const pictureStates = () => state().pictures.map((picture) => picture.state);
const aPicture = (name: string, type = "image/jpeg", bytes = 10) => new File([new Uint8Array(bytes)], name, { type });

let requests: { path: string; key: string | null; body: unknown }[];
let creation: () => Response;
/** Milliseconds in which signed uploads can be used. */
let validFor: number;

beforeEach(() => {
  requests = [];
  validFor = 600_000;
  session.begin({ accessToken: "a", refreshToken: "r", expiresIn: 900 });
  state().reset();
  upload.mockReset().mockImplementation(async ({ publicId }) => ({ publicId, version: 1, signature: "s" }));
  creation = () => Response.json({ status: "success", data: { character: { id: "c", name: "Sara", images: [] } } }, { status: 201 });
  vi.stubGlobal("fetch", async (request: Request) => {
    const path = new URL(request.url).pathname;
    const body: unknown = request.method === "POST" ? await request.json() : null;
    if (path.startsWith("/api/v1/characters")) {
      requests.push({ path, key: request.headers.get("Idempotency-Key"), body });
    }
    if (path.endsWith("/uploads")) {
      const { count } = body as { count: number };
      const uploads = Array.from({ length: count }, (_, index) => ({ uploadUrl: "/up", fields: {}, publicId: `p${index}` }));
      return Response.json(
        { status: "success", data: { uploads, expiresAt: new Date(Date.now() + validFor).toISOString() } },
        { status: 201 },
      );
    }
    return path.endsWith("/characters") ? creation() : Response.json({ status: "error", code: "INTERNAL" }, { status: 500 });
  });
});

function choose(...names: string[]): void {
  expect(state().choose(names.map((name) => aPicture(name)))).toEqual([]);
  state().setName(" Sara ");
}

test("adds each valid picture once and returns the rejected files", () => {
  const rejected = state().choose([
    aPicture("a.jpg"),
    aPicture("b.gif", "image/gif"),
    aPicture("c.png", "image/png", 10 * 1024 * 1024 + 1),
    ...["d.jpg", "e.jpg", "f.jpg", "g.jpg", "h.jpg"].map((name) => aPicture(name)),
  ]);

  expect(state().pictures.map(({ file }) => file.name)).toEqual(["a.jpg", "d.jpg", "e.jpg", "f.jpg", "g.jpg"]);
  expect(rejected).toEqual([
    { name: "b.gif", reason: "wrongType" },
    { name: "c.png", reason: "tooLarge" },
    { name: "h.jpg", reason: "tooMany" },
  ]);
});

test("uploads the pictures and creates the character from their receipts", async () => {
  choose("a.jpg", "b.jpg", "c.jpg");

  expect(await state().create()).toMatchObject({ id: "c" });

  expect(requests.map(({ path }) => path)).toEqual(["/api/v1/characters/uploads", "/api/v1/characters"]);
  expect(requests[1]!.body).toEqual({
    name: "Sara",
    uploads: ["p0", "p1", "p2"].map((publicId) => ({ publicId, version: 1, signature: "s" })),
  });
  expect(state()).toMatchObject({ pictures: [], name: "", step: "choosing" });
});

test("a retry uploads only the pictures that failed", async () => {
  choose("a.jpg", "b.jpg", "c.jpg");
  upload.mockRejectedValueOnce(new Failure("STORAGE_UNAVAILABLE"));
  expect(await state().create()).toBeNull();
  expect(pictureStates()).toEqual(["failed", "sent", "sent"]);
  expect(state().failure?.code).toBe("STORAGE_UNAVAILABLE");

  expect(await state().create()).not.toBeNull();

  expect(upload).toHaveBeenCalledTimes(4);
  expect(requests.map(({ path }) => path)).toEqual(["/api/v1/characters/uploads", "/api/v1/characters"]);
});

test("a retry uploads all pictures again if the signed uploads are about to expire", async () => {
  choose("a.jpg", "b.jpg", "c.jpg");
  upload.mockRejectedValueOnce(new Failure("STORAGE_UNAVAILABLE"));
  validFor = 30_000;
  await state().create();
  await state().create();

  expect(requests.filter(({ path }) => path.endsWith("/uploads"))).toHaveLength(2);
  expect(upload).toHaveBeenCalledTimes(6);
});

test("a retry reuses the idempotency key until the name changes", async () => {
  choose("a.jpg", "b.jpg", "c.jpg");
  creation = () => Response.json({ status: "error", code: "DATABASE_UNAVAILABLE" }, { status: 503 });
  await state().create();
  await state().create();
  state().setName("Other");
  await state().create();

  const keys = requests.filter(({ path }) => path === "/api/v1/characters").map(({ key }) => key);
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
  expect(keys[1]).toBe(keys[0]);
  expect(keys[2]).not.toBe(keys[0]);
});

test("a retry after a refused picture uploads all pictures again", async () => {
  choose("a.jpg", "b.jpg", "c.jpg");
  upload.mockRejectedValueOnce(new Failure("PICTURE_REFUSED"));
  await state().create();
  await state().create();

  expect(requests.filter(({ path }) => path.endsWith("/uploads"))).toHaveLength(2);
  expect(upload).toHaveBeenCalledTimes(6);
});

test("cancelling creates no character and keeps the chosen pictures", async () => {
  choose("a.jpg", "b.jpg", "c.jpg");
  upload.mockImplementation(
    (_, __, ___, signal) =>
      new Promise((____, reject) => signal.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")))),
  );
  const creating = state().create();
  await vi.waitFor(() => expect(upload).toHaveBeenCalledTimes(3));
  state().cancel();

  expect(await creating).toBeNull();
  expect(state()).toMatchObject({ step: "choosing", failure: null });
  expect(pictureStates()).toEqual(["waiting", "waiting", "waiting"]);
  expect(requests.map(({ path }) => path)).toEqual(["/api/v1/characters/uploads"]);
});

test("a character that a person who signs out has begun is not created, and does not change what the next person does", async () => {
  choose("a.jpg", "b.jpg", "c.jpg");
  upload.mockImplementation(
    (_, __, ___, signal) =>
      new Promise((____, reject) => signal.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")))),
  );
  const creating = state().create();
  await vi.waitFor(() => expect(upload).toHaveBeenCalledTimes(3));
  session.end();
  session.begin({ accessToken: "b", refreshToken: "r", expiresIn: 900 });
  choose("d.jpg", "e.jpg", "f.jpg");
  void state().create();

  expect(await creating).toBeNull();
  expect(state()).toMatchObject({ step: "sending", name: " Sara " });
  expect(requests.filter(({ path }) => path === "/api/v1/characters")).toEqual([]);
  state().cancel();
});
