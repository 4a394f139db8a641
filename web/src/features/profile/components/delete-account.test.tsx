import i18next from "@/shared/translations/i18n";
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { MemoryRouter, Route, Routes, useLocation } from "react-router";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { session } from "@/core/api/client";
import { usePreferences } from "@/shared/stores/preferences";
import commonEn from "@/shared/translations/en.json";
import profileEn from "@/shared/translations/profile/en.json";
import { DeleteAccount } from "./delete-account";

const texts = { ...commonEn, ...profileEn };

/** What the API answers to the deletion. */
let answer: () => Response;
let requests: string[];

beforeAll(() => i18next.loadNamespaces("profile"));

beforeEach(() => {
  usePreferences.getState().choose({ language: "en" });
  requests = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    requests.push(`${request.method} ${new URL(request.url).pathname.replace(/^.*\/v1/, "")}`);
    return request.method === "DELETE" ? answer() : Response.json({ status: "success", data: {} });
  });
  session.begin({ accessToken: "a", refreshToken: "r", expiresIn: 900 });
  render(
    <MemoryRouter initialEntries={["/profile/account"]}>
      <Routes>
        <Route path="/profile/account" element={<DeleteAccount />} />
        <Route path="*" element={<Elsewhere />} />
      </Routes>
    </MemoryRouter>,
  );
});

afterEach(() => {
  cleanup();
  session.end();
});

function Elsewhere() {
  const { pathname, state } = useLocation();
  return <p>{`${pathname} ${JSON.stringify(state)}`}</p>;
}

const refuse = (status: number, code: string) => () => Response.json({ status: "error", code, message: "", requestId: "1" }, { status });

async function ask() {
  fireEvent.click(screen.getByRole("button", { name: texts.profile.delete.title }));
  return within(await screen.findByRole("alertdialog", { name: texts.profile.delete.ask }));
}

async function confirm(): Promise<void> {
  fireEvent.click((await ask()).getByRole("button", { name: texts.profile.delete.confirm }));
}

test("deletes the account only after a confirmation", async () => {
  answer = () => Response.json({ status: "success", data: {} });
  fireEvent.click((await ask()).getByRole("button", { name: texts.app.cancel }));
  await vi.waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
  expect(requests).toEqual([]);

  await confirm();
  await screen.findByText("/ null");
  expect(requests).toEqual(["DELETE /users/me"]);
  expect(session.isSignedIn).toBe(false);
});

test("offers to sign in again if the sign-in is too old", async () => {
  answer = refuse(403, "FORBIDDEN");
  await confirm();

  expect((await screen.findByRole("alert")).textContent).toContain(texts.profile.delete.again);
  expect(session.isSignedIn).toBe(true);
  fireEvent.click(screen.getByRole("button", { name: texts.profile.delete.signInAgain }));
  await screen.findByText('/sign-in {"next":"/profile/account"}');
  expect(session.isSignedIn).toBe(false);
});

test("says that the account could not be deleted", async () => {
  answer = refuse(503, "DATABASE_UNAVAILABLE");
  await confirm();

  expect((await screen.findByRole("alert")).textContent).toContain(texts.errors.DATABASE_UNAVAILABLE);
  expect(screen.queryByText(texts.profile.delete.again)).toBeNull();
  expect(session.isSignedIn).toBe(true);
});
