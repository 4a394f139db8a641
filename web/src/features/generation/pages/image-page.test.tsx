import "@/shared/translations/i18n";
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { session } from "@/core/api/client";
import type { Generation } from "@/core/domain/entities/generation";
import { queryClient } from "@/shared/queries/query-client";
import { LANGUAGES, usePreferences } from "@/shared/stores/preferences";
import en from "@/shared/translations/en.json";
import fa from "@/shared/translations/fa.json";
import { ImagePage } from "./image-page";

const TEXTS = { en, fa };
const IMAGE = { url: "/a.jpg", width: 3, height: 4, format: "jpg" as const, bytes: 1 };

beforeEach(() => {
  session.begin({ accessToken: "a", refreshToken: "r", expiresIn: 900 });
  usePreferences.getState().choose({ language: "en" });
});

afterEach(() => {
  cleanup();
  session.end();
});

function open(changed: Partial<Generation>, others: Record<string, () => Response> = {}) {
  const generation = {
    id: "b",
    templateId: "t",
    stars: 1,
    refunded: false,
    error: null,
    image: null,
    createdAt: "2026-05-14T12:00:00Z",
    ...changed,
  };
  vi.stubGlobal("fetch", async (request: Request) => {
    const path = new URL(request.url).pathname.replace("/api/v1", "");
    return (others[`${request.method} ${path}`] ?? (() => Response.json({ status: "success", data: { generation } })))();
  });
  const router = createMemoryRouter(
    [
      { path: "/images/:id", Component: ImagePage },
      { path: "/images", element: <h1>All images</h1> },
    ],
    { initialEntries: ["/images/b"] },
  );
  render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
}

test("a ready image says that it is made with AI, and can be downloaded, created again and deleted", async () => {
  open({ status: "succeeded", image: IMAGE }, { "DELETE /generations/b": () => Response.json({ status: "success", data: {} }) });

  expect(await screen.findByRole("heading", { name: en.image.succeeded })).toBeTruthy();
  expect(screen.getByText(en.image.ai)).toBeTruthy();
  expect(screen.getByRole("img").getAttribute("alt")).toBe(en.image.alt);
  expect(screen.getByRole("button", { name: en.image.download })).toBeTruthy();
  expect(screen.getByRole("link", { name: en.image.again }).getAttribute("href")).toBe("/templates/t/create");

  fireEvent.click(screen.getByRole("button", { name: en.image.delete }));
  const dialog = await screen.findByRole("alertdialog", { name: en.image.deleteAsk });
  fireEvent.click([...dialog.querySelectorAll("button")].at(-1)!);
  expect(await screen.findByRole("heading", { name: "All images" })).toBeTruthy();
});

test.each(
  LANGUAGES.flatMap((language) =>
    (Object.keys(en.image.failures) as (keyof typeof en.image.failures)[]).map((code) => [language, code] as const),
  ),
)("in %s, an image that failed with %s says why, what to do, and that the star was returned", async (language, code) => {
  const retryable = !["CONTENT_BLOCKED", "INPUT_UNREADABLE"].includes(code);
  const texts = TEXTS[language];
  usePreferences.getState().choose({ language });
  open({ status: "failed", refunded: true, error: { code, retryable } });

  expect(await screen.findByText(texts.image.failures[code])).toBeTruthy();
  expect(screen.getByText(language === "en" ? "1 star was returned to you." : "۱ ستاره به شما برگشت.")).toBeTruthy();
  expect(screen.getByRole("link", { name: retryable ? texts.app.tryAgain : texts.image.otherPhotos })).toBeTruthy();
  expect(screen.queryByText(texts.image.ai)).toBeNull();
});

test("does not claim a refund that is not written yet", async () => {
  open({ status: "failed", error: { code: "NO_IMAGE", retryable: true } });

  expect(await screen.findByText(en.image.refunding)).toBeTruthy();
});

test.each([
  ["queued", true],
  ["running", false],
] as const)("an image that is %s shows progress, and whether it can be cancelled: %s", async (status, canCancel) => {
  open({ status, progress: status === "running" ? 40 : null });

  const bar = await screen.findByRole("progressbar");
  expect(bar.getAttribute("aria-valuenow")).toBe(status === "running" ? "40" : null);
  expect(screen.queryByRole("button", { name: en.image.cancel }) !== null).toBe(canCancel);
  expect(screen.queryByRole("button", { name: en.image.delete })).toBeNull();
});

test("somebody else's image is not found", async () => {
  open({}, { "GET /generations/b": () => Response.json({ status: "error", code: "NOT_FOUND" }, { status: 404 }) });

  expect(await screen.findByRole("heading", { name: en.app.notFound.title })).toBeTruthy();
});
