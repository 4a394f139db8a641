import "@/shared/translations/i18n";
import { cleanup, render, screen } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { afterEach, expect, test, vi } from "vitest";
import { Failure, OFFLINE } from "@/core/api/failure";
import { usePreferences } from "@/shared/stores/preferences";
import fa from "@/shared/translations/fa.json";
import { BrokenPage } from "./problem-page";

afterEach(cleanup);

const open = (page: object) =>
  render(<RouterProvider router={createMemoryRouter([{ path: "/", ErrorBoundary: BrokenPage, HydrateFallback: () => null, ...page }])} />);

test("a page that fails to run leaves words and a way on in its place", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  usePreferences.getState().choose({ language: "fa" });
  const Broken = () => {
    throw new Error("broken");
  };
  open({ Component: Broken });

  expect(await screen.findByRole("heading", { name: fa.app.broken.title })).toBeTruthy();
  expect(screen.getByRole("button", { name: fa.app.broken.reload })).toBeTruthy();
});

test("a page whose code cannot be loaded says so, and is not called broken", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  usePreferences.getState().choose({ language: "fa" });
  open({ lazy: () => Promise.reject(new Failure(OFFLINE)) });

  expect(await screen.findByRole("heading", { name: fa.errors.OFFLINE })).toBeTruthy();
  expect(screen.queryByText(fa.app.broken.title)).toBeNull();
});
