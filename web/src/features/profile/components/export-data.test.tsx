import i18next from "@/shared/translations/i18n";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { session } from "@/core/api/client";
import { usePreferences } from "@/shared/stores/preferences";
import commonEn from "@/shared/translations/en.json";
import profileEn from "@/shared/translations/profile/en.json";
import { ExportData } from "./export-data";

const en = { ...commonEn, ...profileEn };

beforeAll(() => i18next.loadNamespaces("profile"));

/** What the API answers next. */
let answers: (() => Response | Promise<Response>)[];
let cursors: (string | null)[];
let saved: { name: string; content: string }[];

beforeEach(() => {
  usePreferences.getState().choose({ language: "en" });
  cursors = [];
  saved = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    cursors.push(new URL(request.url).searchParams.get("cursor"));
    return answers.shift()!();
  });
  let file: Blob;
  vi.spyOn(URL, "createObjectURL").mockImplementation((blob) => {
    file = blob as Blob;
    return "blob:a";
  });
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    const name = this.download;
    void file.text().then((content) => saved.push({ name, content }));
  });
  session.begin({ accessToken: "a", refreshToken: "r", expiresIn: 900 });
  render(<ExportData />);
});

afterEach(() => {
  cleanup();
  session.end();
});

const page = (number: number, sections: Record<string, { id: string }[]>, nextCursor: string | null) => () =>
  Response.json({
    status: "success",
    data: { export: { startedAt: "2026-05-14T12:00:00.000Z", page: number, sections }, nextCursor },
  });
const refusal =
  (status: number, code: string, headers = {}) =>
  () =>
    Response.json({ status: "error", code, message: code, requestId: "1" }, { status, headers });
const press = async (name: string) => fireEvent.click(await screen.findByRole("button", { name }));

test("saves all pages as one file", async () => {
  answers = [
    page(1, { users: [{ id: "1" }], starsLedger: [{ id: "2" }] }, "next"),
    page(2, { starsLedger: [{ id: "3" }], uploads: [] }, null),
  ];
  await press(en.profile.export.download);

  await vi.waitFor(() => expect(saved).toHaveLength(1));
  expect(saved[0]!.name).toBe("nero-export.json");
  expect(JSON.parse(saved[0]!.content)).toEqual({
    startedAt: "2026-05-14T12:00:00.000Z",
    sections: { users: [{ id: "1" }], starsLedger: [{ id: "2" }, { id: "3" }], uploads: [] },
  });
  expect(cursors).toEqual([null, "next"]);
});

test("shows that it is preparing the data", async () => {
  let send: (response: Response) => void = () => {};
  answers = [() => new Promise((resolve) => (send = resolve))];
  await press(en.profile.export.download);

  expect((await screen.findByRole("button", { name: en.profile.export.preparing })).getAttribute("aria-disabled")).toBe("true");
  await vi.waitFor(() => expect(cursors).toHaveLength(1));
  send(page(1, {}, null)());
  expect(await screen.findByRole("button", { name: en.profile.export.download })).toBeTruthy();
});

test("says when the next export can start", async () => {
  answers = [refusal(429, "RATE_LIMITED", { "Retry-After": "82800" })];
  await press(en.profile.export.download);

  expect((await screen.findByRole("alert")).textContent).toBe("You’ve made too many requests. Try again in about 23 hours.");
  expect(saved).toHaveLength(0);
});

test("continues with the page that failed", async () => {
  answers = [
    page(1, { users: [{ id: "1" }] }, "second"),
    () => Promise.reject(new TypeError("Failed to fetch")),
    page(2, { users: [{ id: "2" }] }, null),
    page(1, {}, null),
  ];
  await press(en.profile.export.download);
  expect((await screen.findByRole("alert")).textContent).toBe(en.errors.OFFLINE);
  await press(en.app.tryAgain);

  await vi.waitFor(() => expect(saved).toHaveLength(1));
  expect(JSON.parse(saved[0]!.content).sections).toEqual({ users: [{ id: "1" }, { id: "2" }] });
  await press(en.profile.export.download);
  await vi.waitFor(() => expect(saved).toHaveLength(2));
  expect(cursors).toEqual([null, "second", "second", null]);
});

test("starts again after the cursor has expired", async () => {
  answers = [page(1, { users: [{ id: "1" }] }, "expired"), refusal(400, "VALIDATION"), page(1, { users: [{ id: "1" }] }, null)];
  await press(en.profile.export.download);
  await press(en.app.tryAgain);

  await vi.waitFor(() => expect(saved).toHaveLength(1));
  expect(JSON.parse(saved[0]!.content).sections).toEqual({ users: [{ id: "1" }] });
  expect(cursors).toEqual([null, "expired", null]);
});
