import i18next from "@/shared/translations/i18n";
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { session } from "@/core/api/client";
import { queryClient } from "@/shared/queries/query-client";
import { passedPhotos } from "@/shared/stores/passed-photos";
import { usePreferences } from "@/shared/stores/preferences";
import commonEn from "@/shared/translations/en.json";
import profileEn from "@/shared/translations/profile/en.json";
import { WelcomePage } from "./welcome-page";

const en = { ...commonEn, ...profileEn };

beforeAll(() => i18next.loadNamespaces("profile"));

let names: unknown[];

beforeEach(() => {
  usePreferences.getState().choose({ language: "en" });
  vi.stubGlobal("scrollTo", () => {});
  names = [];
});

afterEach(() => {
  cleanup();
  queryClient.clear();
  session.end();
});

function open({ name = null as string | null, characterCount = 0, hasPortraits = true } = {}) {
  const user = { name, phoneNumber: "+989121234567", email: null, stars: 3, subscription: "free", createdAt: "2026-05-14T12:00:00Z" };
  vi.stubGlobal("fetch", async (request: Request) => {
    if (request.method === "PATCH") {
      const change = (await request.json()) as { name: string };
      names.push(change.name);
      return Response.json({ status: "success", data: { user: { ...user, ...change } } });
    }
    const { pathname, searchParams } = new URL(request.url);
    if (!pathname.endsWith("/templates")) {
      return Response.json({ status: "success", data: { user, stats: { characterCount } } });
    }
    const title = searchParams.get("category") === "portrait" ? "Comic" : "Sunset";
    const templates = title === "Comic" && !hasPortraits ? [] : [{ id: "t", title: { en: title, fa: null }, imageUrl: "/t.jpg" }];
    return Response.json({ status: "success", data: { templates, nextCursor: null } });
  });
  session.begin({ accessToken: "a", refreshToken: "r", expiresIn: 900 });
  const router = createMemoryRouter(
    [
      { path: "/welcome", Component: WelcomePage },
      { path: "/", element: <h1>Explore</h1> },
    ],
    { initialEntries: ["/welcome"] },
  );
  render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
}

const step = (name: "name" | "photos" | "look") => screen.findByRole("heading", { level: 1, name: en.welcome[name].title });

test("goes from the name over the photos to the first look", async () => {
  open();
  await step("name");
  fireEvent.change(screen.getByLabelText(en.welcome.name.label), { target: { value: " Sara " } });
  fireEvent.click(screen.getByRole("button", { name: en.welcome.next }));

  const heading = await step("photos");
  expect(document.activeElement).toBe(heading);
  expect(names).toEqual(["Sara"]);
  const examples = screen.getByRole("list", { name: en.welcome.examples.label });
  expect(examples.children).toHaveLength(4);
  const chooser = screen.getByRole("button", { name: new RegExp(en.photos.choose) });
  expect(chooser.compareDocumentPosition(examples), "the examples follow").toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  fireEvent.click(screen.getByRole("button", { name: en.app.back }));
  await step("name");
  fireEvent.click(screen.getByRole("button", { name: en.welcome.next }));
  await step("photos");
  fireEvent.click(screen.getByRole("button", { name: en.welcome.skip }));

  await step("look");
  expect(screen.getByRole("link", { name: en.welcome.skip }).getAttribute("href")).toBe("/");
  expect((await screen.findByRole("link", { name: "Comic" })).getAttribute("href")).toBe("/create?template=t");
});

test("offers other popular templates if there are no portraits", async () => {
  open({ name: "Sara", characterCount: 1, hasPortraits: false });

  await step("look");
  expect(await screen.findByRole("link", { name: "Sunset" })).toBeTruthy();
});

test("the photos of a saved character are not chosen again: the way back leaves", async () => {
  open({ name: "Sara", characterCount: 1 });
  await step("look");
  fireEvent.click(screen.getByRole("button", { name: en.app.back }));

  expect(await screen.findByRole("heading", { name: "Explore" })).toBeTruthy();
});

test("one photo is enough: the first picture is made from it", async () => {
  open({ name: "Sara" });
  await step("photos");
  const photo = new File(["x"], "me.png", { type: "image/png" });
  const next = () => screen.getByRole<HTMLButtonElement>("button", { name: en.welcome.next });
  expect(screen.queryByRole("button", { name: en.welcome.next })).toBeNull();
  fireEvent.change(document.querySelector("input[type=file]")!, { target: { files: [photo] } });
  expect(await screen.findByText(en.photos.needsConsent)).toBeTruthy();
  expect(next().disabled).toBe(true);
  fireEvent.click(screen.getByRole("checkbox", { name: en.photos.consent }));
  expect(screen.getByText("1 of 5 photos · Add 2 more and Nero remembers your face")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: en.welcome.next }));

  await step("look");
  expect(passedPhotos.take()).toEqual([photo]);
  expect(passedPhotos.take()).toEqual([]);
});

test("needs no name", async () => {
  open();
  await step("name");
  fireEvent.click(screen.getByRole("button", { name: en.welcome.next }));

  await step("photos");
  expect(names).toEqual([]);
});

test.each([
  [{ name: "Sara" }, "photos"],
  [{ characterCount: 1 }, "look"],
] as const)("continues with what is missing: %o", async (account, expected) => {
  open(account);

  await step(expected);
});

test("can be skipped at once", async () => {
  open();

  expect((await screen.findByRole("link", { name: en.welcome.skip })).getAttribute("href")).toBe("/");
});
