import i18next from "@/shared/translations/i18n";
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import type { ComponentType } from "react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { session } from "@/core/api/client";
import { reportReachable } from "@/core/api/connection";
import { CreatePage } from "@/features/generation/pages/create-page";
import { GalleryPage } from "@/features/generation/pages/gallery-page";
import { PicturePage } from "@/features/generation/pages/picture-page";
import { CharacterPage } from "@/features/profile/pages/character-page";
import { SharedPage } from "@/features/sharing/pages/shared-page";
import { ConnectionNotice } from "@/shared/components/connection-notice";
import { queryClient } from "@/shared/queries/query-client";
import { usePreferences } from "@/shared/stores/preferences";
import common from "@/shared/translations/en.json";
import generation from "@/shared/translations/generation/en.json";
import sharing from "@/shared/translations/sharing/en.json";

const en = { ...common, ...generation, ...sharing };

const IMAGE = { url: "/a.jpg", width: 3, height: 4, format: "jpg", bytes: 1 };
const GENERATION = { id: "b", rootId: "b", type: "generate", status: "succeeded", image: IMAGE, prompt: null, characterIds: [] };
const RESPONSES: Record<string, unknown> = {
  "/health": {},
  "/engines": {
    engines: [{ id: "standard", types: ["generate"], sizes: ["1K"], aspectRatios: ["1:1"], stars: { "1K": 1 } }],
    priceVersion: 1,
  },
  "/generations/quote": { stars: 1, balance: 3, affordable: true, etaSeconds: 3, priceVersion: 1 },
  "/generations": { generations: [{ ...GENERATION, createdAt: "2026-05-14T12:00:00Z" }], nextCursor: null },
  "/generations/b": { generation: { ...GENERATION, createdAt: "2026-05-14T12:00:00Z" } },
  "/templates/t": { template: { id: "t", imageUrl: "/t.jpg", title: { en: "Dusk", fa: null }, prompt: { en: "At dusk", fa: null } } },
  "/characters": { characters: [{ id: "c", name: "Sara", images: [], createdAt: "2026-05-14T12:00:00Z" }] },
  "/shared/s": { slug: "s", visibility: "link", picture: IMAGE, createdAt: "2026-05-14T12:00:00Z", ai: true },
};

beforeAll(() => i18next.loadNamespaces(["generation", "profile", "sharing"]));

let isDown: boolean;
let requests: number;

beforeEach(() => {
  isDown = true;
  requests = 0;
  usePreferences.getState().choose({ language: "en" });
  session.begin({ accessToken: "a", refreshToken: "r", expiresIn: 900 });
  vi.stubGlobal("fetch", async (request: Request) => {
    requests++;
    if (isDown) {
      throw new TypeError("unreachable");
    }
    const data = RESPONSES[new URL(request.url).pathname.replace("/api/v1", "")];
    return data ? Response.json({ status: "success", data }) : Response.json({ status: "error", code: "NOT_FOUND" }, { status: 404 });
  });
});

afterEach(() => {
  cleanup();
  queryClient.clear();
  session.end();
  reportReachable();
});

test.each<[string, string, ComponentType, () => Promise<unknown>]>([
  ["/gallery", "/gallery", GalleryPage, () => screen.findByRole("list", { name: en.gallery.title })],
  ["/gallery/:id", "/gallery/b", PicturePage, () => screen.findByRole("button", { name: en.image.download })],
  ["/create", "/create?template=t", CreatePage, () => screen.findByRole("button", { name: /^Create.*star/ })],
  ["/create", "/create", CreatePage, () => screen.findByRole("button", { name: /^Create.*star/ })],
  ["/create", "/create?from=b", CreatePage, () => screen.findByLabelText(en.create.changeWords)],
  ["/characters/:id", "/characters/c", CharacterPage, () => screen.findByRole("heading", { name: /Sara/ })],
  ["/s/:slug", "/s/s", SharedPage, () => screen.findByRole("heading", { name: en.shared.heading })],
])("while the API is unreachable, %s offers to try again, and continues by itself: %s", async (path, url, Component, content) => {
  const Page = () => (
    <>
      <ConnectionNotice />
      <Component />
    </>
  );
  const router = createMemoryRouter([{ path, Component: Page }], { initialEntries: [url] });
  render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  expect(await screen.findByText(en.app.offline)).toBeTruthy();
  const before = requests;
  await waitFor(() => {
    fireEvent.click(screen.getByRole("button", { name: en.app.tryAgain }));
    expect(requests).toBeGreaterThan(before);
  });

  isDown = false;
  dispatchEvent(new Event("online"));

  expect(await content()).toBeTruthy();
  expect(screen.queryByRole("button", { name: en.app.tryAgain })).toBeNull();
});
