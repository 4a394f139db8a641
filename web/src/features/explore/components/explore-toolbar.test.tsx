import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Category } from "@/core/domain/entities/template";
import { queryClient } from "@/shared/queries/query-client";
import { usePreferences } from "@/shared/stores/preferences";
import en from "@/shared/translations/en.json";
import "@/shared/translations/i18n";
import { useTemplateQuery } from "../hooks/use-template-query";
import { ExploreToolbar } from "./explore-toolbar";

beforeEach(() => {
  usePreferences.getState().choose({ language: "en" });
  const categories = [{ id: "p", slug: "pets", name: "Pets" }] as Category[];
  vi.stubGlobal("fetch", async () => Response.json({ status: "success", data: { categories } }));
});

afterEach(() => {
  cleanup();
  queryClient.clear();
});

function Page() {
  const [query, change] = useTemplateQuery();
  return (
    <>
      <ExploreToolbar query={query} onChange={change} />
      <output>{query.sort}</output>
    </>
  );
}

const open = (url: string) =>
  render(
    <QueryClientProvider client={queryClient}>
      <MemoryRouter initialEntries={[url]}>
        <Page />
      </MemoryRouter>
    </QueryClientProvider>,
  );

const chosen = () => screen.getAllByRole("button", { pressed: true }).map((chip) => chip.textContent);

test("one filter is on at a time, and all templates are shown when it goes off", async () => {
  open("/?tag=rain");
  expect(chosen()).toEqual(["Tag: rain"]);

  fireEvent.click(await screen.findByRole("button", { name: "Pets" }));
  expect(chosen()).toEqual(["Pets"]);

  fireEvent.click(screen.getByRole("button", { name: en.explore.trending }));
  expect(chosen()).toEqual([en.explore.trending]);
  expect(screen.queryByRole("combobox")).toBeNull();

  fireEvent.click(screen.getByRole("button", { name: en.explore.trending }));
  expect(chosen()).toEqual([en.explore.all]);
  expect(screen.getByRole("combobox", { name: en.explore.sort })).toBeTruthy();
});

test("trending templates are sorted by what is trending, whatever the order was before", () => {
  open("/?sort=popular");
  expect(screen.getByRole("status").textContent).toBe("popular");

  fireEvent.click(screen.getByRole("button", { name: en.explore.trending }));
  expect(screen.getByRole("status").textContent).toBe("trending");
});
