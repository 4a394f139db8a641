import i18next from "@/shared/translations/i18n";
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { session } from "@/core/api/client";
import { queryClient } from "@/shared/queries/query-client";
import { usePreferences } from "@/shared/stores/preferences";
import en from "@/shared/translations/generation/en.json";
import { GalleryPage } from "./gallery-page";

beforeAll(() => i18next.loadNamespaces("generation"));
beforeEach(() => {
  usePreferences.getState().choose({ language: "en" });
  vi.stubGlobal("fetch", async () => Response.json({ status: "success", data: { generations: [], templates: [], nextCursor: null } }));
  session.begin({ accessToken: "a", refreshToken: "r", expiresIn: 900 });
});
afterEach(() => {
  cleanup();
  queryClient.clear();
  session.end();
});

test("a status and a type filter the images together, and each can be removed again", async () => {
  const router = createMemoryRouter([{ path: "/gallery", Component: GalleryPage }], { initialEntries: ["/gallery?show=failed"] });
  render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));
  await screen.findByRole("button", { name: en.gallery.types.edit });

  press(en.gallery.types.edit);
  await vi.waitFor(() => expect(router.state.location.search).toBe("?show=failed&type=edit"));
  press(en.gallery.statuses.failed);
  await vi.waitFor(() => expect(router.state.location.search).toBe("?type=edit"));
});
