import "@/shared/translations/i18n";
import { cleanup, render, screen } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { afterEach, expect, test, vi } from "vitest";
import { Failure, OFFLINE } from "@/core/api/failure";
import { usePreferences } from "@/shared/stores/preferences";
import fa from "@/shared/translations/fa.json";
import { ErrorPage } from "./error-pages";

afterEach(cleanup);

const open = (page: object) =>
  render(<RouterProvider router={createMemoryRouter([{ path: "/", ErrorBoundary: ErrorPage, HydrateFallback: () => null, ...page }])} />);

test("a page that throws is replaced by an error page with a reload button", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  usePreferences.getState().choose({ language: "fa" });
  const Broken = () => {
    throw new Error("broken");
  };
  open({ Component: Broken });

  expect(await screen.findByRole("heading", { name: fa.app.error.title })).toBeTruthy();
  expect(screen.getByRole("button", { name: fa.app.error.reload })).toBeTruthy();
});

test("a page whose code cannot be loaded shows a connection error", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  usePreferences.getState().choose({ language: "fa" });
  open({ lazy: () => Promise.reject(new Failure(OFFLINE)) });

  expect(await screen.findByRole("heading", { name: fa.errors.OFFLINE })).toBeTruthy();
  expect(screen.queryByText(fa.app.error.title)).toBeNull();
});
