import i18next from "@/shared/translations/i18n";
import { QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { session } from "@/core/api/client";
import { queryClient } from "@/shared/queries/query-client";
import { usePreferences } from "@/shared/stores/preferences";
import commonEn from "@/shared/translations/en.json";
import generationEn from "@/shared/translations/generation/en.json";
import { savedErrand } from "@/shared/stores/errand";
import { useNewGeneration } from "../stores/new-generation";
import { CreatePage } from "./create-page";

const en = { ...commonEn, ...generationEn };

beforeAll(() => i18next.loadNamespaces("generation"));

/** The request bodies of orders. */
let orders: unknown[];

beforeEach(() => {
  orders = [];
  session.begin({ accessToken: "a", refreshToken: "r", expiresIn: 900 });
  usePreferences.getState().choose({ language: "en" });
});

afterEach(() => {
  cleanup();
  queryClient.clear();
  session.end();
});

const success = (data: unknown, status = 200) => Response.json({ status: "success", data }, { status });

function open({
  stars = 1,
  balance = 3,
  local = false,
  textToImage = true,
  pictures = 1,
  url = "/create?template=t" as string | { pathname: string; search?: string; state: unknown },
  order = () => success({ generation: { id: "g", status: "queued" }, stars: { balance: 2 } }, 202),
} = {}) {
  vi.stubGlobal("fetch", async (request: Request) => {
    const path = new URL(request.url).pathname.replace("/api/v1", "");
    switch (`${request.method} ${path}`) {
      case "GET /templates/t":
        return success({ template: { id: "t", imageUrl: "/t.jpg", title: { en: "Dusk", fa: null }, prompt: { en: "At dusk", fa: null } } });
      case "GET /users/profile":
        return success({ user: {}, stats: { totalEdits: pictures } });
      case "GET /characters":
        return success({ characters: [{ id: "c", name: "Sara", images: [] }] });
      case "GET /engines":
        return success({
          engines: [
            {
              id: "standard",
              local,
              textToImage,
              types: ["generate", "edit"],
              sizes: ["1K", "4K"],
              aspectRatios: ["3:4", "21:9"],
              stars: { "1K": stars, "4K": 2 * stars },
            },
          ],
          priceVersion: 1,
        });
      case "POST /generations/quote": {
        const { size } = (await request.json()) as { size: string };
        const price = size === "4K" ? 2 * stars : stars;
        return success({ stars: price, balance, affordable: price <= balance, etaSeconds: 3, priceVersion: 1 });
      }
      case "POST /generations":
        orders.push(await request.json());
        return order();
      default:
        return Response.json({ status: "error", code: "NOT_FOUND" }, { status: 404 });
    }
  });
  const router = createMemoryRouter(
    [
      { path: "/create", Component: CreatePage },
      { path: "/gallery/:id", element: <h1>The image</h1> },
      { path: "/sign-in", element: <h1>Sign in</h1> },
      { path: "/upgrade", element: <h1>Upgrade</h1> },
    ],
    { initialEntries: [url] },
  );
  render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
}

const createButton = () => screen.findByRole("button", { name: /^Create/ });
const isEnabled = async () => waitFor(async () => expect(((await createButton()) as HTMLButtonElement).disabled).toBe(false));

const chooseCharacterAlone = () => waitFor(() => expect(useNewGeneration.getState().characterId).toBe("c"));

async function chooseCharacter() {
  await chooseCharacterAlone();
  await isEnabled();
}

async function submit() {
  await chooseCharacter();
  fireEvent.submit((await createButton()).closest("form")!);
}

test("shows the price and what is left on the button, preselects the first character, and opens the new image", async () => {
  open({ stars: 2 });
  await chooseCharacter();
  expect((await createButton()).textContent).toBe("Create2 stars · 1 left after");

  await submit();

  expect(await screen.findByRole("heading", { name: "The image" })).toBeTruthy();
  expect(orders).toEqual([
    { type: "generate", templateId: "t", size: "1K", engine: "standard", keepIdentity: true, characterIds: ["c"], priceVersion: 1 },
  ]);
});

test("says how large each size is and what it costs, and the price before the image is complete", async () => {
  open({ url: "/create" });

  expect(await screen.findByRole("button", { name: /^Create.*1 star · 2 left after/ })).toBeTruthy();
  expect(screen.getByText(en.create.missing.words)).toBeTruthy();
  const sizes = within(await screen.findByRole("group", { name: en.create.size })).getAllByRole("radio");
  expect(sizes.map((size) => size.closest("label")!.textContent)).toEqual(["Standard1,024 px1 star", "Extra large4,096 px2 stars"]);
});

test("a person without images sees the options on request", async () => {
  open({ pictures: 0 });
  await chooseCharacter();
  expect([screen.queryByRole("group", { name: en.create.size }), screen.queryByLabelText(en.create.extraWords)]).toEqual([null, null]);

  fireEvent.click(screen.getByRole("button", { name: new RegExp(en.create.options) }));

  expect(screen.getByRole("group", { name: en.create.size })).toBeTruthy();
  expect(screen.getByLabelText(en.create.extraWords)).toBeTruthy();
});

test("options that are already chosen are shown", async () => {
  act(() => useNewGeneration.setState({ target: "template t", size: "4K" }));
  open({ pictures: 0 });

  expect(await screen.findByRole("group", { name: en.create.size })).toBeTruthy();
  act(() => useNewGeneration.setState({ size: "1K" }));
});

test("the price follows the size, and the image can be ordered once it is confirmed", async () => {
  open();
  await chooseCharacter();

  fireEvent.click(screen.getByRole("radio", { name: /Extra large/ }));
  expect((await createButton()).textContent).toContain("2 stars");
  expect(((await createButton()) as HTMLButtonElement).disabled).toBe(true);

  await isEnabled();
  expect((await createButton()).textContent).toBe("Create2 stars · 1 left after");
});

test("words alone are enough without a template", async () => {
  open({ url: "/create" });
  await screen.findByText(en.create.missing.words);
  fireEvent.click(await createButton());
  expect(document.activeElement).toBe(screen.getByLabelText(en.create.words));

  fireEvent.change(await screen.findByLabelText(en.create.words), { target: { value: "a fox" } });
  await isEnabled();
  fireEvent.submit((await createButton()).closest("form")!);

  expect(await screen.findByRole("heading", { name: "The image" })).toBeTruthy();
  expect(orders).toEqual([{ type: "generate", prompt: "a fox", size: "1K", engine: "standard", priceVersion: 1 }]);
});

test("names what is missing above the button, which takes the user there", async () => {
  open();
  await chooseCharacter();
  fireEvent.click(screen.getByRole("tab", { name: en.create.sources.photos }));
  await screen.findByText(en.create.missing.photo);
  fireEvent.click(await createButton());
  expect(document.activeElement).toBe(screen.getByRole("button", { name: new RegExp(en.photos.choose) }));

  act(() => void useNewGeneration.getState().choose([new File(["x"], "a.png", { type: "image/png" })]));
  const consent = screen.getByRole("checkbox", { name: en.photos.consent });
  fireEvent.click(await createButton());
  expect(document.activeElement).toBe(consent);
  expect(orders).toEqual([]);

  fireEvent.click(consent);
  await isEnabled();
  expect(screen.queryByText(en.photos.needsConsent)).toBeNull();
});

test("shows the common shapes, and all of them on request", async () => {
  open();
  await chooseCharacter();
  const shapes = () => within(screen.getByRole("group", { name: en.create.shape })).getAllByRole("radio").length;
  expect(shapes()).toBe(2);

  fireEvent.click(screen.getByRole("button", { name: en.create.moreShapes }));

  expect(shapes()).toBe(3);
  expect(screen.queryByRole("button", { name: en.create.moreShapes })).toBeNull();
});

test("takes over the words and the character of another page", async () => {
  open({ url: { pathname: "/create", state: { prompt: "At sea", characterId: "c" } } });

  await waitFor(() => expect(useNewGeneration.getState()).toMatchObject({ prompt: "At sea", source: "character", characterId: "c" }));
});

test("a guest reads how many pictures are free, and signs in before the order", async () => {
  session.end();
  open({ url: "/create" });
  fireEvent.change(await screen.findByLabelText(en.create.words), { target: { value: "a fox" } });
  await waitFor(async () => expect((await createButton()).textContent).toBe("CreateFirst 3 pictures free"));
  fireEvent.submit((await createButton()).closest("form")!);

  expect(await screen.findByRole("heading", { name: "Sign in" })).toBeTruthy();
  expect([orders.length, useNewGeneration.getState().prompt]).toEqual([0, "a fox"]);
});

test("without enough stars, says what it costs and how many stars there are, and leads to where stars are sold", async () => {
  open({ balance: 0 });

  expect(await screen.findByRole("heading", { name: en.create.insufficient.title })).toBeTruthy();
  expect(screen.getByText("This picture costs 1 star. You have no stars.")).toBeTruthy();
  expect(screen.queryByRole("button", { name: /^Create/ })).toBeNull();

  await chooseCharacterAlone();
  fireEvent.click(screen.getByRole("button", { name: en.app.close }));
  expect(screen.queryByRole("link", { name: en.app.getStars })).toBeNull();
  fireEvent.click(await createButton());
  expect(document.activeElement).toBe(screen.getByRole("region", { name: en.create.insufficient.title }));
  expect(orders).toEqual([]);

  fireEvent.click(screen.getByRole("link", { name: en.app.getStars }));

  expect(await screen.findByRole("heading", { name: "Upgrade" })).toBeTruthy();
  expect(savedErrand.read()).toMatchObject({
    path: "/create?template=t",
    needed: 1,
    picture: "/t.jpg",
    state: { run: 1, isConsentGiven: false },
  });
});

/** Opens the page for a user who has bought stars, with the draft that they had made. */
function openAfterPayment(options: Parameters<typeof open>[0] = {}) {
  useNewGeneration.setState({ target: "template t", source: "character", characterId: "c" });
  open({ ...options, url: { pathname: "/create", search: "?template=t", state: { run: 1, isConsentGiven: false } } });
}

test.each([true, false])("a user who comes back with stars has confirmed the photos if they had before: %s", async (isConsentGiven) => {
  useNewGeneration.setState({ target: "template t" });
  await useNewGeneration.getState().choose([new File(["x"], "a.png", { type: "image/png" })]);
  // Another price than the one they know, so that the image is not ordered at once.
  open({ url: { pathname: "/create", search: "?template=t", state: { run: 2, isConsentGiven } } });

  const consent = await screen.findByRole<HTMLInputElement>("checkbox", { name: en.photos.consent });
  await screen.findByText(/left after/);
  expect(consent.checked).toBe(isConsentGiven);
});

test("orders the image at once for a user who has got the missing stars", async () => {
  openAfterPayment();

  expect(await screen.findByRole("heading", { name: "The image" })).toBeTruthy();
  expect(orders).toHaveLength(1);
});

test.each([
  ["the price has changed", { stars: 2, balance: 3 }],
  ["there are too few stars", { stars: 1, balance: 0 }],
])("does not order at once if %s", async (_, options) => {
  openAfterPayment(options);

  expect(await screen.findByText(options.balance === 0 ? /costs 1 star/ : /1 left after/)).toBeTruthy();
  await act(async () => {});
  expect(orders).toEqual([]);
});

test.each([true, false])("says whether images are made on this machine: %s", async (local) => {
  open({ local });
  await chooseCharacter();

  expect(screen.queryByText(en.create.local) !== null).toBe(local);
});

test("a refusal for missing stars replaces the button and takes the focus", async () => {
  open({
    order: () => Response.json({ status: "error", code: "INSUFFICIENT_STARS", stars: { balance: 0, needed: 1 } }, { status: 402 }),
  });
  await submit();

  const notice = await screen.findByRole("region", { name: en.create.insufficient.title });
  await waitFor(() => expect(document.activeElement).toBe(notice));
  expect(useNewGeneration.getState().characterId).toBe("c");
});

test.each([
  [429, "TOO_MANY_JOBS", en.create.seePictures],
  [429, "DAILY_LIMIT", en.create.seePictures],
  [429, "GENERATION_PAUSED", en.create.seePictures],
  [422, "CONTENT_BLOCKED", en.create.otherWords],
  [404, "NOT_FOUND", en.create.otherTemplate],
  [409, "KEY_SPENT", en.app.tryAgain],
  [503, "ENGINE_UNAVAILABLE", en.app.tryAgain],
] as const)("status %i %s shows its text, keeps the choice and offers: %s", async (status, code, step) => {
  open({ order: () => Response.json({ status: "error", code }, { status }) });
  await submit();

  expect((await screen.findByRole("alert")).textContent).toBe(en.errors[code]);
  expect(screen.queryByRole("button", { name: step }) ?? screen.getByRole("link", { name: step })).toBeTruthy();
  expect(useNewGeneration.getState().characterId).toBe("c");
});

test("says that an engine without text-to-image restyles a sample, until there is a photo or a character", async () => {
  open({ textToImage: false, url: "/create" });

  expect(await screen.findByText(en.create.restylesSample)).toBeTruthy();

  act(() => useNewGeneration.setState({ source: "character", characterId: "c" }));
  expect(screen.queryByText(en.create.restylesSample)).toBeNull();
});
