import { act, cleanup, render, screen } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { afterEach, expect, test } from "vitest";
import { session } from "@/core/api/client";
import { SignedInLayout } from "./signed-in-layout";

afterEach(() => {
  cleanup();
  session.end();
});

function open(url: string) {
  const router = createMemoryRouter(
    [
      { Component: SignedInLayout, children: [{ path: "/upgrade/result", element: <h1>Result</h1> }] },
      { path: "/sign-in", element: <h1>Sign in</h1> },
    ],
    { initialEntries: [url] },
  );
  render(<RouterProvider router={router} />);
  return router;
}

test("guests sign in first, and then return to the whole address", async () => {
  const router = open("/upgrade/result?payment=p");

  expect(await screen.findByRole("heading", { name: "Sign in" })).toBeTruthy();
  expect(router.state.location.state).toEqual({ next: "/upgrade/result?payment=p" });
});

test("shows members the page until they sign out", async () => {
  session.begin({ accessToken: "a", refreshToken: "r", expiresIn: 900 });
  open("/upgrade/result");
  expect(await screen.findByRole("heading", { name: "Result" })).toBeTruthy();

  act(() => session.end());

  expect(await screen.findByRole("heading", { name: "Sign in" })).toBeTruthy();
});
