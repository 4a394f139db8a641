import i18next from "@/shared/translations/i18n";
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Report, SharedImage } from "@/core/domain/entities/shared-image";
import { queryClient } from "@/shared/queries/query-client";
import { usePreferences } from "@/shared/stores/preferences";
import commonEn from "@/shared/translations/en.json";
import sharingEn from "@/shared/translations/sharing/en.json";
import { SharedPage } from "./shared-page";

const en = { ...commonEn, ...sharingEn };

beforeAll(() => i18next.loadNamespaces("sharing"));

const SLUG = "3q2-7wAAAAAAAAAAAAAAAA";
const TEMPLATE = "6a0f3c0c007b1f2e3d4c5b70";
const SHARED: SharedImage = {
  slug: SLUG,
  visibility: "link",
  picture: { url: "/a.jpg", width: 3, height: 4, format: "jpg", bytes: 1 },
  createdAt: "2026-05-14T12:00:00Z",
  ai: true,
};

beforeEach(() => usePreferences.getState().choose({ language: "en" }));
afterEach(() => {
  cleanup();
  queryClient.clear();
});

function open(shared: SharedImage | null, report: (report: Report) => Response = () => Response.error()) {
  vi.stubGlobal("fetch", async (request: Request) => {
    if (request.method === "POST") {
      return report((await request.json()) as Report);
    }
    return shared
      ? Response.json({ status: "success", data: shared })
      : Response.json({ status: "error", code: "NOT_FOUND", message: "", requestId: "" }, { status: 404 });
  });
  const router = createMemoryRouter([{ path: "/s/:slug", Component: SharedPage }], { initialEntries: [`/s/${SLUG}`] });
  render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
}

const robots = () => document.querySelector<HTMLMetaElement>("meta[name=robots]")?.content;

test("says that the image is made with AI, and takes its template for one's own image", async () => {
  open({ ...SHARED, templateId: TEMPLATE, prompt: "at dusk" });

  expect(await screen.findByText(en.app.madeWithAi)).toBeTruthy();
  expect(screen.getByRole("img", { name: en.shared.alt })).toBeTruthy();
  expect(screen.getByText("at dusk")).toBeTruthy();
  expect(screen.getByRole("link", { name: en.template.use }).getAttribute("href")).toBe(`/create?template=${TEMPLATE}`);
});

test.each([
  ["link", "noindex"],
  ["public", undefined],
] as const)("search engines: %s", async (visibility, expected) => {
  open({ ...SHARED, visibility });

  await screen.findByText(en.app.madeWithAi);
  expect(robots()).toBe(expected);
});

test("says that an image is gone", async () => {
  open(null);

  expect(await screen.findByRole("heading", { name: en.shared.gone.title })).toBeTruthy();
  expect(robots()).toBe("noindex");
});

test("reports the image with a reason", async () => {
  const reports: Report[] = [];
  open(SHARED, (report) => {
    reports.push(report);
    return Response.json({ status: "success", message: "Report received" }, { status: 202 });
  });
  fireEvent.click(await screen.findByRole("button", { name: en.report.open }));
  fireEvent.click(await screen.findByRole("button", { name: en.report.send }));
  expect(screen.getByRole("alert").textContent).toBe(en.report.needsReason);

  fireEvent.click(screen.getByRole("radio", { name: en.report.reasons.copyright }));
  fireEvent.change(screen.getByLabelText(en.report.note), { target: { value: " I took it. " } });
  fireEvent.click(screen.getByRole("button", { name: en.report.send }));

  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(reports).toEqual([{ reason: "copyright", note: "I took it." }]);
});

test("a report that failed can be sent again", async () => {
  let reports = 0;
  open(SHARED, () => {
    reports++;
    return Response.json({ status: "error", code: "RATE_LIMITED", message: "", requestId: "" }, { status: 429 });
  });
  fireEvent.click(await screen.findByRole("button", { name: en.report.open }));
  fireEvent.click(await screen.findByRole("radio", { name: en.report.reasons.other }));
  const send = screen.getByRole("button", { name: en.report.send });

  fireEvent.click(send);
  await screen.findByRole("alert");
  expect(screen.getByLabelText<HTMLTextAreaElement>(en.report.note).disabled).toBe(false);
  fireEvent.click(send);
  await vi.waitFor(() => expect(reports).toBe(2));
});
