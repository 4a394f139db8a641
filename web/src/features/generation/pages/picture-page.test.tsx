import i18next from "@/shared/translations/i18n";
import { toast } from "@/shared/stores/toasts";
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { session } from "@/core/api/client";
import type { Generation } from "@/core/domain/entities/generation";
import type { Template } from "@/core/domain/entities/template";
import { queryClient } from "@/shared/queries/query-client";
import { LANGUAGES, usePreferences } from "@/shared/stores/preferences";
import { useTemplates } from "@/shared/stores/templates";
import commonEn from "@/shared/translations/en.json";
import generationEn from "@/shared/translations/generation/en.json";
import commonFa from "@/shared/translations/fa.json";
import generationFa from "@/shared/translations/generation/fa.json";
import { savedErrand } from "@/shared/stores/errand";
import { UNDO_TIME, useDeletions } from "../stores/deletions";
import { PicturePage } from "./picture-page";

const en = { ...commonEn, ...generationEn };
const fa = { ...commonFa, ...generationFa };

beforeAll(() => i18next.loadNamespaces("generation"));

const TEXTS = { en, fa };
const ENGINE = { id: "standard", types: ["generate", "upscale"], stars: { "1K": 1, x2: 2, x4: 4 } };
const IMAGE = { url: "/a.jpg", width: 3, height: 4, format: "jpg" as const, bytes: 1 };

/** How many stars the user has. */
let balance: number;

beforeEach(() => {
  balance = 1;
  session.begin({ accessToken: "a", refreshToken: "r", expiresIn: 900 });
  usePreferences.getState().choose({ language: "en" });
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  queryClient.clear();
  session.end();
});

function open(
  changed: Partial<Generation>,
  others: Record<string, (request: Request) => Response> = {},
  list?: Partial<Generation>[],
  state: unknown = null,
) {
  const generation = {
    id: "b",
    rootId: "b",
    type: "generate",
    prompt: null,
    parentId: null,
    characterIds: [],
    templateId: "t",
    stars: 1,
    refunded: false,
    error: null,
    image: null,
    createdAt: "2026-05-14T12:00:00Z",
    ...changed,
  };
  vi.stubGlobal("fetch", async (request: Request | string) => {
    if (typeof request === "string") {
      return new Response("abc");
    }
    const path = new URL(request.url).pathname.replace("/api/v1", "");
    if (path === "/generations" && request.method === "GET") {
      return Response.json({ status: "success", data: { generations: list ?? [generation], nextCursor: null } });
    }
    if (path === "/users/profile") {
      return Response.json({ status: "success", data: { user: { stars: balance }, stats: {} } });
    }
    if (path === "/engines") {
      return Response.json({ status: "success", data: { engines: [ENGINE], priceVersion: 1 } });
    }
    return (others[`${request.method} ${path}`] ?? (() => Response.json({ status: "success", data: { generation } })))(request);
  });
  const router = createMemoryRouter(
    [
      { path: "/gallery/:id", Component: PicturePage },
      { path: "/gallery", element: <h1>All images</h1> },
      { path: "/upgrade", element: <h1>Upgrade</h1> },
    ],
    { initialEntries: [{ pathname: "/gallery/b", state }] },
  );
  render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return router;
}

test("an image says that it is made with AI, when and how large, and can be downloaded and edited", async () => {
  open({ status: "succeeded", image: { ...IMAGE, width: 1024, height: 1365 } });

  expect(await screen.findByRole("heading", { name: "Picture of 14 May 2026" })).toBeTruthy();
  expect(screen.getByText("1024 × 1365")).toBeTruthy();
  expect(screen.getByText(en.app.madeWithAi)).toBeTruthy();
  expect(screen.getByRole("img").getAttribute("alt")).toBe(en.image.alt);
  expect(screen.getByRole("button", { name: en.image.download })).toBeTruthy();
  expect((await screen.findByRole("link", { name: "Edit 1 star" })).getAttribute("href")).toBe("/create?from=b");
});

test("an image has the name of its template, which is loaded for it", async () => {
  const template = { id: "t", title: { en: "Dusk", fa: null }, imageUrl: "/t.jpg" } as Template;
  open({ status: "succeeded", image: IMAGE }, { "GET /templates/t": () => Response.json({ status: "success", data: { template } }) });

  expect(await screen.findByRole("heading", { name: "Dusk" })).toBeTruthy();
  useTemplates.setState({ byId: {} });
});

test("only an image that was finished a moment ago is announced as ready", async () => {
  open({ status: "succeeded", image: IMAGE, completedAt: new Date().toISOString() });

  expect(await screen.findByRole("heading", { name: en.image.succeeded })).toBeTruthy();
});

test("another version can be ordered as it is, or with other photos or words", async () => {
  open({ status: "succeeded", image: IMAGE, prompt: "at dusk" });
  fireEvent.click(await screen.findByRole("button", { name: "Another version 1 star" }));

  const dialog = within(await screen.findByRole("dialog", { name: en.image.orders.variation.title }));
  expect(dialog.getByRole("link", { name: en.image.orders.variation.other }).getAttribute("href")).toBe("/create?template=t");
});

test("the actions say what they cost, and for which of them stars are missing", async () => {
  open({ status: "succeeded", image: IMAGE });

  expect(await screen.findByText("You have 1 star")).toBeTruthy();
  expect(screen.getByRole("link", { name: "Edit 1 star" })).toBeTruthy();
  expect(await screen.findByRole("button", { name: "Make it larger 2 stars" })).toBeTruthy();
  expect(screen.getByText(en.image.needsMore)).toBeTruthy();
  expect(screen.getByRole("link", { name: en.app.getStars }).getAttribute("href")).toBe("/upgrade");
});

test("without stars, the actions lead to where stars are sold", async () => {
  balance = 0;
  open({ status: "succeeded", image: IMAGE });

  expect(await screen.findByText("No stars left")).toBeTruthy();
  expect(screen.getByRole("link", { name: en.app.getStars }).getAttribute("href")).toBe("/upgrade");
});

test("a finished download is confirmed", async () => {
  const confirmed: string[] = [];
  vi.spyOn(toast, "success").mockImplementation((text) => void confirmed.push(String(text)));
  vi.spyOn(URL, "createObjectURL").mockReturnValue("blob:a");
  open({ status: "succeeded", image: IMAGE });
  fireEvent.click(await screen.findByRole("button", { name: en.image.download }));

  await vi.waitFor(() => expect(confirmed).toEqual([en.image.downloaded]));
});

test("the order of a larger image says what it does and what it costs", async () => {
  open(
    { status: "succeeded", image: IMAGE },
    {
      "POST /generations/quote": () =>
        Response.json({ status: "success", data: { stars: 2, balance: 3, affordable: true, etaSeconds: 3, priceVersion: 1 } }),
    },
  );
  fireEvent.click(await screen.findByRole("button", { name: /^Make it larger 2 stars/ }));

  const dialog = within(await screen.findByRole("dialog", { name: en.image.orders.upscale.title }));
  const order = await dialog.findByRole("button", { name: /^Make it larger.*left after/ });
  expect(order.textContent).toBe("Make it larger2 stars · 1 left after");
});

const quote = (balance: number) => ({
  "POST /generations/quote": () =>
    Response.json({ status: "success", data: { stars: 4, balance, affordable: balance >= 4, etaSeconds: 3, priceVersion: 1 } }),
});

test("an order for which stars are missing leads to where they are sold", async () => {
  open({ status: "succeeded", image: IMAGE }, quote(3), undefined, { order: "upscale", factor: "4" });

  const dialog = within(await screen.findByRole("dialog", { name: en.image.orders.upscale.title }));
  fireEvent.click(await dialog.findByRole("link", { name: en.app.getStars }));

  expect(await screen.findByRole("heading", { name: "Upgrade" })).toBeTruthy();
  expect(savedErrand.read()).toMatchObject({ path: "/gallery/b", needed: 4, state: { order: "upscale", factor: "4" } });
});

test("a size for which stars are missing says how many, and cannot be chosen", async () => {
  open({ status: "succeeded", image: { ...IMAGE, width: 900, height: 1200 } }, quote(3));
  fireEvent.click(await screen.findByRole("button", { name: /^Make it larger 2 stars/ }));

  expect(await screen.findByRole("radio", { name: /1800 × 2400.*2 stars/ })).toBeTruthy();
  expect((await screen.findByRole<HTMLInputElement>("radio", { name: /4× larger.*You need 1 more/ })).disabled).toBe(true);
});

test("shows the order again once there are enough stars, but not after a reload", async () => {
  const router = open({ status: "succeeded", image: IMAGE }, quote(23), undefined, { order: "upscale", factor: "4" });

  const dialog = within(await screen.findByRole("dialog", { name: en.image.orders.upscale.title }));
  expect((dialog.getByRole("radio", { name: /4× larger/ }) as HTMLInputElement).checked).toBe(true);
  expect((await dialog.findByRole("button", { name: /left after/ })).textContent).toBe("Make it larger4 stars · 19 left after");
  expect(router.state.location.state).toBeNull();
});

test("a retry after an outage repeats the order with the same key, and another size is a new order", async () => {
  const keys: (string | null)[] = [];
  const outage = (request: Request) => {
    keys.push(request.headers.get("Idempotency-Key"));
    return Response.json({ status: "error", code: "DATABASE_UNAVAILABLE" }, { status: 503 });
  };
  open({ status: "succeeded", image: IMAGE }, { ...quote(23), "POST /generations": outage }, undefined, { order: "upscale", factor: "4" });
  const dialog = within(await screen.findByRole("dialog", { name: en.image.orders.upscale.title }));
  const order = async () => {
    const attempts = keys.length + 1;
    const button = await dialog.findByRole<HTMLButtonElement>("button", { name: /left after/ });
    await vi.waitFor(() => expect(button.disabled).toBe(false));
    fireEvent.click(button);
    await vi.waitFor(() => expect(keys).toHaveLength(attempts));
    await dialog.findByRole("alert");
  };

  await order();
  await order();
  fireEvent.click(dialog.getByRole("radio", { name: /2× larger/ }));
  await order();

  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
  expect(keys[1]).toBe(keys[0]);
  expect(keys[2]).not.toBe(keys[0]);
});

test("deletes an image after a while in which it can be undone", async () => {
  let deletions = 0;
  open(
    { status: "succeeded", image: IMAGE },
    {
      "DELETE /generations/b": () => {
        deletions++;
        return Response.json({ status: "success", data: {} });
      },
    },
  );
  fireEvent.click(await screen.findByRole("button", { name: en.image.more }));
  const item = await screen.findByRole("menuitem", { name: en.image.delete });
  vi.useFakeTimers({ shouldAdvanceTime: true });
  fireEvent.click(item);
  expect(await screen.findByRole("heading", { name: "All images" })).toBeTruthy();
  expect([deletions, useDeletions.getState().ids.has("b")]).toEqual([0, true]);

  await vi.advanceTimersByTimeAsync(UNDO_TIME);
  await vi.waitFor(() => expect(deletions).toBe(1));
});

test("compares the image with the photo that it was made from", async () => {
  open({
    status: "succeeded",
    image: IMAGE,
    sources: [
      { url: "/style.jpg", role: "style" },
      { url: "/me.jpg", role: "subject" },
    ],
  });

  fireEvent.click(await screen.findByRole("button", { name: en.image.compare }));

  expect(screen.getByRole("img", { name: en.image.before }).getAttribute("src")).toBe("/me.jpg");
  expect(screen.getByRole("slider", { name: en.image.compareAt })).toBeTruthy();
});

/** Opens the image in the middle of three. Returns the id of the one that is opened next. */
async function openNeighbors(): Promise<() => string> {
  const member = (id: string) => ({ id, rootId: id, status: "succeeded" as const, image: IMAGE, characterIds: [], parentId: null });
  let opened = "";
  open(
    { status: "succeeded", image: IMAGE },
    Object.fromEntries(
      ["a", "c"].map((id) => [
        `GET /generations/${id}`,
        () => {
          opened = id;
          return Response.json({ status: "success", data: { generation: { ...member(id), createdAt: "2026-05-14T12:00:00Z" } } });
        },
      ]),
    ),
    [member("a"), member("b"), member("c")],
  );
  const forward = await screen.findByRole("button", { name: en.app.next });
  await vi.waitFor(() => expect((forward as HTMLButtonElement).disabled).toBe(false));
  return () => opened;
}

function swipe(element: Element, { x = 0, y = 0 }: { x?: number; y?: number }): void {
  const at = (clientX: number, clientY: number) => ({ clientX, clientY });
  fireEvent.touchStart(element, { touches: [at(200, 200)] });
  fireEvent.touchEnd(element, { changedTouches: [at(200 + x, 200 + y)] });
}

describe.each([
  ["ltr", "ArrowRight", "ArrowLeft", -100],
  ["rtl", "ArrowLeft", "ArrowRight", 100],
] as const)("reading from %s", (direction, forward, back, swipeForward) => {
  beforeEach(() => document.documentElement.setAttribute("dir", direction));
  afterEach(() => document.documentElement.setAttribute("dir", "ltr"));

  test.each([
    ["key forward", "c", () => fireEvent.keyDown(document.body, { key: forward })],
    ["key back", "a", () => fireEvent.keyDown(document.body, { key: back })],
    ["swipe forward", "c", () => swipe(screen.getByRole("img", { name: en.image.alt }), { x: swipeForward })],
    ["swipe back", "a", () => swipe(screen.getByRole("img", { name: en.image.alt }), { x: -swipeForward })],
  ] as const)("a %s opens the image %s", async (_, expected, act) => {
    const opened = await openNeighbors();

    act();

    await vi.waitFor(() => expect(opened()).toBe(expected));
  });
});

test.each([{ x: 30 }, { x: 80, y: 80 }, { y: 200 }])("a finger that moves by %o is no swipe", async (moved) => {
  const opened = await openNeighbors();

  swipe(screen.getByRole("img", { name: en.image.alt }), moved);
  swipe(screen.getByRole("img", { name: en.image.alt }), { x: -100 });

  await vi.waitFor(() => expect(opened()).toBe("c"));
});

test("shows the image on the whole screen, with its neighbors, until Escape", async () => {
  const opened = await openNeighbors();
  fireEvent.click(screen.getByRole("button", { name: new RegExp(en.template.enlarge) }));
  const lightbox = within(await screen.findByRole("dialog", { name: en.image.alt }));

  fireEvent.click(lightbox.getByRole("button", { name: en.app.zoom }));
  expect(lightbox.getByRole("button", { name: en.app.zoom }).getAttribute("aria-pressed")).toBe("true");
  expect(lightbox.queryByRole("button", { name: en.app.next })).toBeNull();
  fireEvent.doubleClick(lightbox.getByRole("img"));
  fireEvent.keyDown(lightbox.getByRole("img"), { key: "ArrowRight" });
  await vi.waitFor(() => expect(opened()).toBe("c"));
  expect(screen.getByRole("dialog")).toBeTruthy();

  fireEvent.keyDown(screen.getByRole("dialog"), { key: "Escape" });
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(opened()).toBe("c");
});

test("Escape goes back to all images", async () => {
  open({ status: "succeeded", image: IMAGE });
  await screen.findByRole("button", { name: en.image.download });

  fireEvent.keyDown(document.body, { key: "Escape" });

  expect(await screen.findByRole("heading", { name: "All images" })).toBeTruthy();
});

test("a toast leaves the keys to the page", async () => {
  open({ status: "succeeded", image: IMAGE });
  await screen.findByRole("button", { name: en.image.download });
  const shown = Object.assign(document.createElement("div"), { className: "toast" });
  shown.setAttribute("role", "alertdialog");
  document.body.append(shown);

  fireEvent.keyDown(document.body, { key: "Escape" });

  expect(await screen.findByRole("heading", { name: "All images" })).toBeTruthy();
  shown.remove();
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
  expect(screen.getByText(language === "en" ? "1 star was returned to you." : "۱ ستاره به حسابتان برگشت.")).toBeTruthy();
  expect(screen.getByRole("link", { name: retryable ? texts.app.tryAgain : texts.image.otherPhotos })).toBeTruthy();
  expect(screen.queryByText(texts.app.madeWithAi)).toBeNull();
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
  expect(bar.querySelector(".indeterminate") !== null).toBe(status === "queued");
  expect(screen.queryByRole("button", { name: en.image.cancel }) !== null).toBe(canCancel);
  expect(screen.queryByRole("button", { name: en.image.more })).toBeNull();
});

test("somebody else's image is not found", async () => {
  open({}, { "GET /generations/b": () => Response.json({ status: "error", code: "NOT_FOUND" }, { status: 404 }) });

  expect(await screen.findByRole("heading", { name: en.app.notFound.title })).toBeTruthy();
});
