import "@/shared/translations/i18n";
import { QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, render, screen, within } from "@testing-library/react";
import { createMemoryRouter, Link, RouterProvider } from "react-router";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { queryClient } from "@/shared/queries/query-client";
import { usePreferences } from "@/shared/stores/preferences";
import en from "@/shared/translations/en.json";
import { AppLayout } from "./app-layout";

beforeEach(() => {
  usePreferences.getState().choose({ language: "en" });
  vi.stubGlobal("scrollTo", () => {});
});

afterEach(cleanup);

function open(path: string) {
  const pages = [
    { index: true, element: <Link to="/next">Next</Link> },
    { path: "*", element: null },
  ];
  const router = createMemoryRouter([{ path: "/", Component: AppLayout, children: pages }], { initialEntries: [path] });
  render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return router;
}

/** Whether a page has a navigation bar at the bottom of phones. The other navigation is at the top. */
function hasBar(path: string): boolean {
  open(path);
  return screen.getAllByRole("navigation", { name: en.app.mainNavigation }).length === 2;
}

test.each(["/", "/favorites", "/gallery", "/profile/characters", "/profile/account", "/characters/c", "/about"])(
  "%s has the bar",
  (path) => {
    expect(hasBar(path)).toBe(true);
  },
);

test.each(["/sign-in", "/welcome", "/create", "/profile/characters/new", "/templates/t", "/gallery/g"])(
  "%s leaves the bottom of the screen to its own action",
  (path) => {
    expect(hasBar(path)).toBe(false);
  },
);

test.each([
  ["/", en.app.explore],
  ["/templates/t", en.app.explore],
  ["/gallery/g", en.app.gallery],
  ["/characters/c", en.app.characters],
  ["/profile/characters/new", en.app.characters],
])("%s belongs to %s", (path, item) => {
  open(path);

  const [navigation] = screen.getAllByRole("navigation", { name: en.app.mainNavigation });
  const current = within(navigation!)
    .getAllByRole("link")
    .filter((link) => link.getAttribute("aria-current") === "page");
  expect(current.map((link) => link.textContent)).toEqual([item]);
});

test("the focus begins at the top, and is on the content once the link to it is gone", async () => {
  const router = open("/");
  expect(document.activeElement).toBe(document.body);
  screen.getByRole("link", { name: "Next" }).focus();

  await act(() => router.navigate("/next"));

  expect(document.activeElement).toBe(screen.getByRole("main"));
});
