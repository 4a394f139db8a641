import i18next from "@/shared/translations/i18n";
import { toast } from "@/shared/stores/toasts";
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { session } from "@/core/api/client";
import type { Device } from "@/core/domain/entities/device";
import { queryClient } from "@/shared/queries/query-client";
import { usePreferences } from "@/shared/stores/preferences";
import commonEn from "@/shared/translations/en.json";
import profileEn from "@/shared/translations/profile/en.json";
import { DeviceList } from "./device-list";

const texts = { ...commonEn, ...profileEn };
const device = (id: string, current: boolean): Device => ({
  id,
  current,
  userAgent: id,
  createdAt: "2026-05-14T12:00:00.000Z",
  lastUsedAt: "2026-05-14T12:00:00.000Z",
});

/** What the API answers to a sign-out. */
let answer: () => Response;
let signOuts: { method: string; path: string; body: string }[];

beforeAll(() => i18next.loadNamespaces("profile"));

beforeEach(async () => {
  usePreferences.getState().choose({ language: "en" });
  signOuts = [];
  vi.spyOn(toast, "success");
  vi.spyOn(toast, "danger");
  vi.stubGlobal("fetch", async (request: Request) => {
    if (request.method === "GET") {
      return Response.json({ status: "success", data: { sessions: [device("this", true), device("other", false)] } });
    }
    signOuts.push({ method: request.method, path: new URL(request.url).pathname, body: await request.text() });
    return answer();
  });
  session.begin({ accessToken: "a", refreshToken: "r", expiresIn: 900 });
  render(
    <QueryClientProvider client={queryClient}>
      <DeviceList />
    </QueryClientProvider>,
  );
  await screen.findByText(texts.profile.devices.current);
});

afterEach(() => {
  cleanup();
  session.end();
});

const accept = () => Response.json({ status: "success", data: {} });
const refuse = (status: number, code: string) => () => Response.json({ status: "error", code, message: "", requestId: "1" }, { status });
const OTHER = { name: texts.profile.devices.signOutOf.replace("{{device}}", texts.profile.devices.unknown) };
const isListed = () => screen.queryByRole("button", OTHER) !== null;
const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));
const pressOther = () => press(OTHER.name);

test("signs out another device", async () => {
  answer = accept;
  pressOther();

  await vi.waitFor(() => expect(toast.success).toHaveBeenCalledExactlyOnceWith(texts.profile.devices.signedOut));
  await vi.waitFor(() => expect(isListed()).toBe(false));
  expect(signOuts).toMatchObject([{ method: "DELETE", path: expect.stringMatching(/\/auth\/sessions\/other$/) }]);
  expect(session.isSignedIn).toBe(true);
});

test("says that signing out another device failed, and keeps it in the list", async () => {
  answer = refuse(503, "DATABASE_UNAVAILABLE");
  pressOther();

  await vi.waitFor(() => expect(toast.danger).toHaveBeenCalledExactlyOnceWith(texts.errors.DATABASE_UNAVAILABLE));
  expect(isListed()).toBe(true);
  expect(toast.success).not.toHaveBeenCalled();
});

test("removes a device whose session has ended already", async () => {
  answer = refuse(404, "NOT_FOUND");
  pressOther();

  await vi.waitFor(() => expect(toast.success).toHaveBeenCalledExactlyOnceWith(texts.profile.devices.signedOut));
  await vi.waitFor(() => expect(isListed()).toBe(false));
});

test("signs out of this device only", async () => {
  answer = accept;
  press(texts.profile.devices.signOut);

  await vi.waitFor(() => expect(session.isSignedIn).toBe(false));
  expect(signOuts).toMatchObject([{ method: "POST", body: JSON.stringify({ everywhere: false }) }]);
});

test("signs out of all devices", async () => {
  answer = accept;
  press(texts.profile.devices.everywhere);

  await vi.waitFor(() => expect(session.isSignedIn).toBe(false));
  expect(signOuts).toMatchObject([{ method: "POST", body: JSON.stringify({ everywhere: true }) }]);
});

test("says that signing out of all devices failed", async () => {
  answer = refuse(503, "DATABASE_UNAVAILABLE");
  press(texts.profile.devices.everywhere);

  await vi.waitFor(() => expect(toast.danger).toHaveBeenCalledExactlyOnceWith(texts.errors.DATABASE_UNAVAILABLE));
  expect(session.isSignedIn).toBe(true);
});
