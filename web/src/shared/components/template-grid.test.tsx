import "@/shared/translations/i18n";
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Template } from "@/core/domain/entities/template";
import { usePreferences } from "@/shared/stores/preferences";
import en from "@/shared/translations/en.json";
import { TemplateGrid } from "./template-grid";

const loadMore = vi.fn();

beforeEach(() => {
  usePreferences.getState().choose({ language: "en" });
  loadMore.mockClear();
  // The end of the grid is always in view.
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      constructor(private readonly onChange: (entries: { isIntersecting: boolean }[]) => void) {}
      observe() {
        this.onChange([{ isIntersecting: true }]);
      }
      disconnect() {}
    },
  );
});

afterEach(cleanup);

function show(count: number, hasMore: boolean) {
  const templates = Array.from({ length: count }, (_, id) => ({
    id: String(id),
    title: { en: `Look ${id}`, fa: null },
    imageUrl: "/t.jpg",
  })) as Template[];
  const listing = { ids: templates.map(({ id }) => id), nextCursor: hasMore ? "c" : null, state: "ready", failure: null } as const;
  render(<TemplateGrid view={{ templates, listing, hasMore, loadMore }} label="Templates" empty={null} />, { wrapper: MemoryRouter });
}

const button = () => screen.queryByRole("button", { name: en.app.more });

test("loads the first templates as the user scrolls", () => {
  show(24, true);

  expect(loadMore).toHaveBeenCalledOnce();
  expect(button()).toBeNull();
});

test("loads the others when the user asks, so that the page has an end", async () => {
  show(48, true);
  expect(loadMore).not.toHaveBeenCalled();

  fireEvent.click(await screen.findByRole("button", { name: en.app.more }));

  expect(loadMore).toHaveBeenCalledOnce();
});

test("asks nobody for more templates when there are none", async () => {
  show(48, false);
  // The code of the button is loaded.
  await act(() => import("./more-button"));

  expect(button()).toBeNull();
});

test("at most twelve templates say that they are trending", () => {
  const templates = Array.from({ length: 20 }, (_, id) => ({
    id: String(id),
    title: { en: `Look ${id}`, fa: null },
    imageUrl: "/t.jpg",
    isTrending: id % 10 !== 0,
  })) as Template[];
  const listing = { ids: [], nextCursor: null, state: "ready", failure: null } as const;
  render(<TemplateGrid hasBadges view={{ templates, listing, hasMore: false, loadMore }} label="Templates" empty={null} />, {
    wrapper: MemoryRouter,
  });

  expect(screen.getAllByText(en.explore.trending)).toHaveLength(12);
});
