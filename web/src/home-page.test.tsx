import { readFileSync } from "node:fs";
import "@/shared/translations/i18n";
import { QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, render, screen } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { session } from "@/core/api/client";
import { HomePage } from "./home-page";
import { queryClient } from "./shared/queries/query-client";
import { usePreferences } from "./shared/stores/preferences";
import en from "./shared/translations/en.json";
import fa from "./shared/translations/fa.json";

beforeEach(() => {
  usePreferences.getState().choose({ language: "en" });
  vi.stubGlobal("fetch", async (request: Request) => {
    const { pathname } = new URL(request.url);
    const data = pathname.endsWith("/characters")
      ? { characters: [{ id: "c", name: "Sara", images: [] }] }
      : pathname.endsWith("/categories")
        ? { categories: [] }
        : { templates: [], nextCursor: null };
    return Response.json({ status: "success", data });
  });
});

afterEach(() => {
  cleanup();
  queryClient.clear();
  session.end();
});

async function open(url: string): Promise<void> {
  const router = createMemoryRouter([{ path: "/", Component: HomePage }], { initialEntries: [url] });
  await act(async () =>
    render(
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>,
    ),
  );
}

test("tells guests what the app does, before the templates", async () => {
  await open("/");

  expect(await screen.findByRole("heading", { level: 1, name: en.landing.title })).toBeTruthy();
  expect(screen.getByRole("link", { name: en.landing.makeMine }).getAttribute("href")).toBe("/welcome");
  expect(screen.getAllByRole("listitem").filter((item) => item.querySelector("img"))).toHaveLength(6);
  expect(screen.getByRole("heading", { level: 2, name: en.explore.title })).toBeTruthy();
});

test("keeps the document title that the server gives to the page", async () => {
  const texts = readFileSync("../functions/pages/src/main/java/app/nero/functions/pages/PageTexts.java", "utf8");
  expect(texts).toContain(`"${en.app.title}"`);
  expect(texts).toContain(`"${fa.app.title}"`);

  await open("/");
  expect(document.title).toBe(en.app.title);
});

test("shows guests the results of a link at once", async () => {
  await open("/?tag=rain");

  expect(await screen.findByRole("heading", { level: 1, name: en.explore.title })).toBeTruthy();
  expect(screen.queryByText(en.landing.title)).toBeNull();
});

test("shows members their character's face and the templates", async () => {
  session.begin({ accessToken: "a", refreshToken: "r", expiresIn: 900 });
  await open("/");

  expect(await screen.findByRole("heading", { level: 1, name: "What’s next for Sara?" })).toBeTruthy();
  expect(screen.getByRole("link", { name: "Open Sara" }).getAttribute("href")).toBe("/characters/c");
  expect(screen.queryByText(en.landing.title)).toBeNull();
});
