import { beforeEach, expect, test, vi } from "vitest";
import { session } from "@/core/api/client";
import type { Template } from "@/core/domain/entities/template";
import { toggleFavorite, useFavorites } from "./favorites";
import { useSignIn } from "./sign-in";
import { cancelLoading, loadPage, type TemplatePage, useTemplates } from "./templates";

const aTemplate = (id: string, changed: Partial<Template> = {}): Template => ({
  id,
  imageUrl: `/${id}.jpg`,
  publicId: id,
  title: { en: `Title ${id}`, fa: null },
  prompt: { en: `Prompt ${id}`, fa: null },
  style: null,
  category: "portrait",
  tags: [],
  strength: null,
  isTrending: false,
  isFavorite: false,
  viewCount: 0,
  likeCount: 5,
  useCount: 0,
  createdAt: "2026-05-14T12:00:00.000Z",
  updatedAt: "2026-05-14T12:00:00.000Z",
  ...changed,
});

const page = (ids: string[], nextCursor: string | null): TemplatePage => ({ templates: ids.map((id) => aTemplate(id)), nextCursor });
const listing = () => useTemplates.getState().listings.all;
const template = () => useTemplates.getState().byId.a!;

/** The requests that change favourites. Each waits until the test responds. */
let requests: { method: string; respond: (status: number, isFavorite?: boolean) => void }[];

beforeEach(() => {
  requests = [];
  session.end();
  useTemplates.setState({ byId: { a: aTemplate("a") }, listings: {} });
  useFavorites.setState({ requestedId: null, failure: null });
  vi.stubGlobal("fetch", (request: Request) =>
    request.url.includes("/favorite")
      ? new Promise<Response>((resolve) =>
          requests.push({
            method: request.method,
            respond: (status, isFavorite = false) =>
              resolve(
                Response.json(
                  status === 200
                    ? { status: "success", data: { isFavorite, likeCount: isFavorite ? 6 : 5 } }
                    : { status: "error", code: "DATABASE_UNAVAILABLE", message: "", requestId: "" },
                  { status },
                ),
              ),
          }),
        )
      : Promise.resolve(Response.json({ status: "error", code: "INTERNAL" }, { status: 500 })),
  );
});

function signIn(): void {
  session.begin({ accessToken: "a", refreshToken: "r", expiresIn: 900 });
  useTemplates.setState({ byId: { a: aTemplate("a") }, listings: {} });
  expect(useSignIn.getState().signInId).not.toBeNull();
}

const requested = (count: number) => vi.waitFor(() => expect(requests).toHaveLength(count));

test("appends pages without duplicates", async () => {
  await loadPage("all", async () => page(["a", "b"], "next"));
  await loadPage("all", async (cursor) => (cursor === "next" ? page(["b", "c"], null) : page([], null)));

  expect(listing()).toEqual({ ids: ["a", "b", "c"], nextCursor: null, state: "ready", failure: null });
});

test("cancelling a load restores the listing", async () => {
  const first = loadPage("all", async () => page(["a"], "next"));
  cancelLoading("all");
  await first;
  expect(listing()).toBeUndefined();

  await loadPage("all", async () => page(["a"], "next"));
  const second = loadPage("all", async () => page(["b"], null));
  cancelLoading("all");
  await second;
  expect(listing()).toMatchObject({ ids: ["a"], nextCursor: "next", state: "ready" });
});

test("a new load cancels the running one", async () => {
  const first = loadPage("all", async () => page(["a"], "next"));
  const second = loadPage("all", async () => page(["b"], null));
  await Promise.all([first, second]);

  expect(listing()).toMatchObject({ ids: ["b"], nextCursor: null, state: "ready" });
});

test("a page that fails keeps the loaded pages and can be retried", async () => {
  await loadPage("all", async () => page(["a"], "next"));
  await loadPage("all", () => Promise.reject(new Error("no")));
  expect(listing()).toMatchObject({ ids: ["a"], nextCursor: "next", state: "failed" });

  await loadPage("all", async () => page(["b"], null));
  expect(listing()).toMatchObject({ ids: ["a", "b"], state: "ready" });
});

test("asks a signed-out user to sign in and changes nothing", () => {
  toggleFavorite("a");

  expect(useFavorites.getState().requestedId).toBe("a");
  expect(template()).toMatchObject({ isFavorite: false, likeCount: 5 });
});

test("shows a new favourite before the API responds", async () => {
  signIn();
  toggleFavorite("a");
  expect(template()).toMatchObject({ isFavorite: true, likeCount: 6 });

  await requested(1);
  expect(requests[0]!.method).toBe("PUT");
  requests[0]!.respond(200, true);
  await vi.waitFor(() => expect(useTemplates.getState().listings.favorites).toBeUndefined());
  expect(template()).toMatchObject({ isFavorite: true, likeCount: 6 });
});

test("reverts a favourite that fails and reports the reason", async () => {
  signIn();
  toggleFavorite("a");
  await requested(1);
  requests[0]!.respond(503);

  await vi.waitFor(() => expect(template()).toMatchObject({ isFavorite: false, likeCount: 5 }));
  expect(useFavorites.getState().failure?.code).toBe("DATABASE_UNAVAILABLE");
});

test("keeps what was saved if the next change fails", async () => {
  signIn();
  toggleFavorite("a");
  await requested(1);
  toggleFavorite("a");
  requests[0]!.respond(200, true);
  await requested(2);
  requests[1]!.respond(503);

  await vi.waitFor(() => expect(useFavorites.getState().failure?.code).toBe("DATABASE_UNAVAILABLE"));
  expect(template()).toMatchObject({ isFavorite: true, likeCount: 6 });
});

test("does not report a failure to the next user", async () => {
  signIn();
  toggleFavorite("a");
  await requested(1);
  session.end();
  requests[0]!.respond(503);
  await new Promise((resolve) => setTimeout(resolve));

  expect(useFavorites.getState().failure).toBeNull();
});

test("a change that is being sent does not affect the next person", async () => {
  signIn();
  toggleFavorite("a");
  await requested(1);
  signIn();
  toggleFavorite("a");
  await requested(2);
  requests[0]!.respond(503);
  await new Promise((resolve) => setTimeout(resolve));

  expect(template()).toMatchObject({ isFavorite: true, likeCount: 6 });
  expect(useFavorites.getState().failure).toBeNull();
  requests[1]!.respond(503);
  await vi.waitFor(() => expect(template()).toMatchObject({ isFavorite: false, likeCount: 5 }));
  expect(useFavorites.getState().failure?.code).toBe("DATABASE_UNAVAILABLE");
  expect(requests).toHaveLength(2);
});

test("sends quick changes one after another and skips intermediate states", async () => {
  signIn();
  toggleFavorite("a");
  await requested(1);
  toggleFavorite("a");
  toggleFavorite("a");
  toggleFavorite("a");
  expect(template()).toMatchObject({ isFavorite: false, likeCount: 5 });
  expect(requests).toHaveLength(1);

  requests[0]!.respond(200, true);
  await requested(2);
  expect(requests[1]!.method).toBe("DELETE");
  requests[1]!.respond(200, false);
  await vi.waitFor(() => expect(template()).toMatchObject({ isFavorite: false, likeCount: 5 }));
  expect(requests).toHaveLength(2);
});

test("clears templates and listings on sign-out", () => {
  signIn();
  session.end();

  expect(useTemplates.getState()).toEqual({ byId: {}, listings: {} });
});

test("discards pages that arrive after a sign-out", async () => {
  signIn();
  await loadPage("all", async () => page(["a"], "next"));
  const loading = loadPage("all", async () => page(["b"], null));
  session.end();
  await loading;

  expect(useTemplates.getState()).toEqual({ byId: {}, listings: {} });
});
