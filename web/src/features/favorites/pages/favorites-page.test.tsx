import "@/shared/translations/i18n";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { session } from "@/core/api/client";
import { usePreferences } from "@/shared/stores/preferences";
import en from "@/shared/translations/en.json";
import { FavoritesPage } from "./favorites-page";

let isFavorite: boolean;

beforeEach(() => {
  usePreferences.getState().choose({ language: "en" });
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      observe() {}
      disconnect() {}
    },
  );
  isFavorite = false;
  vi.stubGlobal("fetch", async (request: Request) => {
    const path = new URL(request.url).pathname;
    if (path.endsWith("/favorite")) {
      isFavorite = true;
      return Response.json({ status: "success", data: { isFavorite, likeCount: 1 } });
    }
    const template = { id: "t", title: { en: "Comic", fa: null }, imageUrl: "/t.jpg", likeCount: 0, isFavorite };
    const templates = path.endsWith("/favorites") && !isFavorite ? [] : [template];
    return Response.json({ status: "success", data: { templates, nextCursor: null } });
  });
  session.begin({ accessToken: "a", refreshToken: "r", expiresIn: 900 });
});

afterEach(() => {
  cleanup();
  session.end();
});

test("suggests popular templates while there are no favourites", async () => {
  render(<FavoritesPage />, { wrapper: MemoryRouter });

  await screen.findByText(en.favorites.title);
  await screen.findByRole("list", { name: en.favorites.suggestions });
  fireEvent.click(await screen.findByRole("button", { name: /Comic/ }));

  await vi.waitFor(() => expect(screen.queryByText(en.favorites.title)).toBeNull());
  await screen.findByRole("list", { name: en.app.favorites });
  expect(await screen.findByRole("link", { name: "Open Comic" })).toBeTruthy();
});
