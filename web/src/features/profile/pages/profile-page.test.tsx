import i18next from "@/shared/translations/i18n";
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { queryClient } from "@/shared/queries/query-client";
import { usePreferences } from "@/shared/stores/preferences";
import en from "@/shared/translations/profile/en.json";
import { ProfilePage } from "./profile-page";

beforeAll(() => i18next.loadNamespaces("profile"));
afterEach(cleanup);

test.each(["stars", "account"] as const)("the title of the document names the section %s", (section) => {
  usePreferences.getState().choose({ language: "en" });
  vi.stubGlobal("fetch", () => new Promise(() => {}));
  const router = createMemoryRouter([{ Component: ProfilePage, children: [{ path: "*", element: null }] }], {
    initialEntries: [`/profile/${section}`],
  });
  render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );

  expect(document.title).toBe(`${en.profile.sections[section]} · Nero`);
});
