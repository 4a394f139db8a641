import "@/shared/translations/i18n";
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { queryClient } from "@/shared/queries/query-client";
import { usePreferences } from "@/shared/stores/preferences";
import en from "@/shared/translations/en.json";
import { PublicResults } from "./public-results";

/** The slugs of each page, by cursor. The next page has the next cursor. */
let pages: Record<string, string[]>;

beforeEach(() => {
  usePreferences.getState().choose({ language: "en" });
  vi.stubGlobal("fetch", async ({ url }: Request) => {
    const { pathname, searchParams } = new URL(url);
    expect(pathname).toBe("/api/v1/templates/t/results");
    const cursor = searchParams.get("cursor") ?? "0";
    const next = String(Number(cursor) + 1);
    const results = pages[cursor]?.map((slug) => ({ slug, picture: { url: `/${slug}.jpg` } }));
    return Response.json({ status: "success", data: { results, nextCursor: next in pages ? next : null } });
  });
});

afterEach(() => {
  cleanup();
  queryClient.clear();
});

function open(): void {
  render(
    <QueryClientProvider client={queryClient}>
      <MemoryRouter>
        <PublicResults templateId="t" />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

const shown = () => screen.queryAllByRole("link").map((link) => link.getAttribute("href"));

test("continues the results with the next page", async () => {
  pages = { "0": ["a", "b"], "1": ["c"] };
  open();
  fireEvent.click(await screen.findByRole("button", { name: en.app.more }));

  await vi.waitFor(() => expect(shown()).toEqual(["/s/a", "/s/b", "/s/c"]));
  expect(screen.queryByRole("button", { name: en.app.more })).toBeNull();
});

test("shows nothing without results", async () => {
  pages = { "0": [] };
  open();

  await vi.waitFor(() => expect(queryClient.getQueryState(["results", "t"])?.status).toBe("success"));
  expect(screen.queryByRole("heading")).toBeNull();
});
