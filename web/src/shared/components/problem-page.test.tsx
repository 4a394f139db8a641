import "@/shared/translations/i18n";
import { render, screen } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { expect, test, vi } from "vitest";
import { usePreferences } from "@/shared/stores/preferences";
import fa from "@/shared/translations/fa.json";
import { BrokenPage } from "./problem-page";

test("a page that fails to run leaves words and a way on in its place", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  usePreferences.getState().choose({ language: "fa" });
  const Broken = () => {
    throw new Error("broken");
  };
  render(<RouterProvider router={createMemoryRouter([{ path: "/", Component: Broken, ErrorBoundary: BrokenPage }])} />);

  expect(await screen.findByRole("heading", { name: fa.app.broken.title })).toBeTruthy();
  expect(screen.getByRole("button", { name: fa.app.broken.reload })).toBeTruthy();
});
