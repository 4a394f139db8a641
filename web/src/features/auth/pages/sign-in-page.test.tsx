import i18next from "@/shared/translations/i18n";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { session } from "@/core/api/client";
import { usePreferences } from "@/shared/stores/preferences";
import commonEn from "@/shared/translations/en.json";
import authEn from "@/shared/translations/auth/en.json";
import { SignInPage } from "./sign-in-page";

const en = { ...commonEn, ...authEn };

/** The response to each request for a code. */
let send: () => Response;

beforeAll(() => i18next.loadNamespaces("auth"));
beforeEach(() => {
  usePreferences.getState().choose({ language: "en" });
  vi.stubGlobal("fetch", async (request: Request | string) => {
    if (typeof request !== "string" && request.url.endsWith("/auth/send-code")) {
      return send();
    }
    if (typeof request !== "string" && request.url.endsWith("/auth/verify-code")) {
      return Response.json({ status: "success", data: { accessToken: "a", refreshToken: "r", expiresIn: 900, isNewUser: true } });
    }
    return Response.json({ messages: [] });
  });
});
afterEach(() => {
  cleanup();
  session.end();
});

const refusal = (status: number, code: string, headers: Record<string, string> = {}) =>
  Response.json({ status: "error", code, message: "", requestId: "r" }, { status, headers });

/** Opens the page, as another one does, and requests a code. */
function requestCode(state: unknown = null) {
  const router = createMemoryRouter(
    [
      { path: "/sign-in", Component: SignInPage },
      { path: "*", element: <h1>Next</h1> },
    ],
    { initialEntries: [{ pathname: "/sign-in", state }] },
  );
  render(<RouterProvider router={router} />);
  fireEvent.change(screen.getByLabelText(en.signIn.phone), { target: { value: "+989121234567" } });
  fireEvent.click(screen.getByRole("button", { name: en.signIn.send }));
  return router;
}

const codeField = () => screen.findByLabelText(en.signIn.codeLabel);

test("takes the code that was sent a moment ago, and says when another one can be sent", async () => {
  send = () => refusal(429, "RESEND_TOO_SOON", { "Retry-After": "40" });
  requestCode();

  expect(await codeField()).toBeTruthy();
  expect(screen.getByRole<HTMLButtonElement>("button", { name: /in 40 seconds/ }).disabled).toBe(true);
  expect(screen.queryByText(en.errors.RESEND_TOO_SOON)).toBeNull();
});

test("stays with the number if no code can be sent", async () => {
  send = () => refusal(503, "DATABASE_UNAVAILABLE");
  requestCode();

  expect(await screen.findByText(en.errors.DATABASE_UNAVAILABLE)).toBeTruthy();
  expect(screen.queryByLabelText(en.signIn.codeLabel)).toBeNull();
});

test.each([
  [null, "/welcome"],
  [{ next: "/upgrade/result?payment=p" }, "/upgrade/result?payment=p"],
])("new users who come with %o go to %s", async (state, expected) => {
  send = () => Response.json({ status: "success", data: { resendIn: 60, expiresIn: 120 } });
  const router = requestCode(state);
  fireEvent.change(await codeField(), { target: { value: "123456" } });

  expect(await screen.findByRole("heading", { name: "Next" })).toBeTruthy();
  expect(router.state.location.pathname + router.state.location.search).toBe(expected);
});
