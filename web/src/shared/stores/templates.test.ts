import { beforeEach, expect, test, vi } from "vitest";
import { session } from "@/core/api/client";
import type { Template } from "@/core/domain/entities/template";
import { toggleFavorite, useFavorites } from "./favorites";
import { usePerson } from "./person";
import { giveUpLoading, loadPage, type TemplatePage, useTemplates } from "./templates";

const aTemplate = (id: string, changed: Partial<Template> = {}): Template => ({
  id,
  imageUrl: `/${id}.jpg`,
  publicId: id,
  prompt: `Prompt ${id}`,
  style: null,
  category: "portrait",
  tags: [],
  isTrending: false,
  isFavorite: false,
  viewCount: 0,
  likeCount: 5,
  createdAt: "2026-05-14T12:00:00.000Z",
  updatedAt: "2026-05-14T12:00:00.000Z",
  ...changed,
});

const page = (ids: string[], nextCursor: string | null): TemplatePage => ({ templates: ids.map((id) => aTemplate(id)), nextCursor });
const listing = () => useTemplates.getState().listings.all;
const template = () => useTemplates.getState().byId.a!;

/** What the API answers to changes of favourites, one after another; each waits until it is let go. */
let answers: { method: string; answer: (status: number, isFavorite?: boolean) => void }[];

beforeEach(() => {
  answers = [];
  session.end();
  useTemplates.setState({ byId: { a: aTemplate("a") }, listings: {} });
  useFavorites.setState({ askedFor: null, failure: null });
  vi.stubGlobal("fetch", (request: Request) =>
    request.url.includes("/favorite")
      ? new Promise<Response>((resolve) =>
          answers.push({
            method: request.method,
            answer: (status, isFavorite = false) =>
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
  expect(usePerson.getState().person).not.toBeNull();
}

const asked = (count: number) => vi.waitFor(() => expect(answers).toHaveLength(count));

test("pages follow each other, and none is shown twice", async () => {
  await loadPage("all", async () => page(["a", "b"], "next"));
  await loadPage("all", async (cursor) => (cursor === "next" ? page(["b", "c"], null) : page([], null)));

  expect(listing()).toEqual({ ids: ["a", "b", "c"], nextCursor: null, state: "ready", failure: null });
});

test("what is given up leaves the list as it was", async () => {
  const first = loadPage("all", async () => page(["a"], "next"));
  giveUpLoading("all");
  await first;
  expect(listing()).toBeUndefined();

  await loadPage("all", async () => page(["a"], "next"));
  const second = loadPage("all", async () => page(["b"], null));
  giveUpLoading("all");
  await second;
  expect(listing()).toMatchObject({ ids: ["a"], nextCursor: "next", state: "ready" });
});

test("a load takes the place of the one before", async () => {
  const first = loadPage("all", async () => page(["a"], "next"));
  const second = loadPage("all", async () => page(["b"], null));
  await Promise.all([first, second]);

  expect(listing()).toMatchObject({ ids: ["b"], nextCursor: null, state: "ready" });
});

test("a page that fails keeps those before, and can be tried again", async () => {
  await loadPage("all", async () => page(["a"], "next"));
  await loadPage("all", () => Promise.reject(new Error("no")));
  expect(listing()).toMatchObject({ ids: ["a"], nextCursor: "next", state: "failed" });

  await loadPage("all", async () => page(["b"], null));
  expect(listing()).toMatchObject({ ids: ["a", "b"], state: "ready" });
});

test("whoever is not signed in is asked to, and nothing changes", () => {
  toggleFavorite("a");

  expect(useFavorites.getState().askedFor).toBe("a");
  expect(template()).toMatchObject({ isFavorite: false, likeCount: 5 });
});

test("a favourite is shown at once, before Nero has answered", async () => {
  signIn();
  toggleFavorite("a");
  expect(template()).toMatchObject({ isFavorite: true, likeCount: 6 });

  await asked(1);
  expect(answers[0]!.method).toBe("PUT");
  answers[0]!.answer(200, true);
  await vi.waitFor(() => expect(useTemplates.getState().listings.favorites).toBeUndefined());
  expect(template()).toMatchObject({ isFavorite: true, likeCount: 6 });
});

test("a favourite that Nero does not keep is taken back, with the reason", async () => {
  signIn();
  toggleFavorite("a");
  await asked(1);
  answers[0]!.answer(503);

  await vi.waitFor(() => expect(template()).toMatchObject({ isFavorite: false, likeCount: 5 }));
  expect(useFavorites.getState().failure?.code).toBe("DATABASE_UNAVAILABLE");
});

test("a favourite of one person that Nero does not keep is not told to the next", async () => {
  signIn();
  toggleFavorite("a");
  await asked(1);
  session.end();
  answers[0]!.answer(503);
  await new Promise((resolve) => setTimeout(resolve));

  expect(useFavorites.getState().failure).toBeNull();
});

test("the last of quick changes counts, and they are sent one after another", async () => {
  signIn();
  toggleFavorite("a");
  await asked(1);
  toggleFavorite("a");
  toggleFavorite("a");
  toggleFavorite("a");
  expect(template()).toMatchObject({ isFavorite: false, likeCount: 5 });
  expect(answers).toHaveLength(1);

  answers[0]!.answer(200, true);
  await asked(2);
  expect(answers[1]!.method).toBe("DELETE");
  answers[1]!.answer(200, false);
  await vi.waitFor(() => expect(template()).toMatchObject({ isFavorite: false, likeCount: 5 }));
  expect(answers).toHaveLength(2);
});

test("what one person sees is not shown to the next", () => {
  signIn();
  session.end();

  expect(useTemplates.getState()).toEqual({ byId: {}, listings: {} });
});

test("what was asked for one person is not shown to the next", async () => {
  signIn();
  await loadPage("all", async () => page(["a"], "next"));
  const loading = loadPage("all", async () => page(["b"], null));
  session.end();
  await loading;

  expect(useTemplates.getState()).toEqual({ byId: {}, listings: {} });
});
