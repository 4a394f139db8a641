import "@/shared/translations/i18n";
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { afterEach, expect, test, vi } from "vitest";
import type { Template } from "@/core/domain/entities/template";
import { queryClient } from "@/shared/queries/query-client";
import { usePreferences } from "@/shared/stores/preferences";
import { putTemplate } from "@/shared/stores/templates";
import en from "@/shared/translations/en.json";
import { useTemplateQuery } from "../hooks/use-template-query";
import { ExploreToolbar } from "./explore-toolbar";

afterEach(() => {
  cleanup();
  queryClient.clear();
});

function Page() {
  const [query, change] = useTemplateQuery();
  return <ExploreToolbar query={query} onChange={change} />;
}

test("arrow keys and Enter choose a suggestion, which replaces what was typed", async () => {
  usePreferences.getState().choose({ language: "en" });
  vi.stubGlobal("fetch", async () => Response.json({ status: "success", data: { categories: [] } }));
  putTemplate({ id: "1", title: { en: "Neon rain", fa: null }, tags: [{ en: "rain", fa: null }], style: null } as unknown as Template);
  const router = createMemoryRouter([{ path: "*", Component: Page }]);
  render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  const field = screen.getByRole("searchbox", { name: en.explore.search });
  field.focus();
  fireEvent.change(field, { target: { value: "rai" } });
  const options = within(await screen.findByRole("listbox")).getAllByRole("option");
  expect(options.map(({ textContent }) => textContent)).toEqual([`rain${en.explore.kinds.tag}`, `Neon rain${en.explore.kinds.template}`]);

  fireEvent.keyDown(field, { key: "ArrowDown" });
  fireEvent.keyDown(field, { key: "ArrowDown" });
  fireEvent.keyDown(field, { key: "ArrowUp" });
  expect(field.getAttribute("aria-activedescendant")).toBe(options[0]!.id);
  fireEvent.keyDown(field, { key: "Enter" });

  await vi.waitFor(() => expect(router.state.location.search).toBe("?tag=rain"));
  expect((field as HTMLInputElement).value).toBe("");
  expect(screen.queryByRole("listbox")).toBeNull();
});
