import "@/shared/translations/i18n";
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { session } from "@/core/api/client";
import { queryClient } from "@/shared/queries/query-client";
import { usePreferences } from "@/shared/stores/preferences";
import en from "@/shared/translations/en.json";
import { useNewGeneration } from "../stores/new-generation";
import { CreatePage } from "./create-page";

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
  order = () => success({ generation: { id: "g", status: "queued" }, stars: { balance: 2 } }, 202),
} = {}) {
  vi.stubGlobal("fetch", async (request: Request) => {
    const path = new URL(request.url).pathname.replace("/api/v1", "");
    switch (`${request.method} ${path}`) {
      case "GET /templates/t":
        return success({ template: { id: "t", imageUrl: "/t.jpg", title: { en: "Dusk", fa: null }, prompt: { en: "At dusk", fa: null } } });
      case "GET /characters":
        return success({ characters: [{ id: "c", name: "Sara", images: [] }] });
      case "GET /engines":
        return success({ engines: [{ id: "standard", local }], priceVersion: 1 });
      case "POST /generations/quote":
        return success({ stars, balance, affordable: stars <= balance, etaSeconds: 3, priceVersion: 1 });
      case "POST /generations":
        orders.push(await request.json());
        return order();
      default:
        return Response.json({ status: "error", code: "NOT_FOUND" }, { status: 404 });
    }
  });
  const router = createMemoryRouter(
    [
      { path: "/templates/:id/create", Component: CreatePage },
      { path: "/images/:id", element: <h1>The image</h1> },
    ],
    { initialEntries: ["/templates/t/create"] },
  );
  render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
}

async function chooseCharacter() {
  fireEvent.click(await screen.findByRole("tab", { name: en.create.sources.character }));
  fireEvent.click(await screen.findByRole("radio", { name: "Sara" }));
}

test("shows the price on the button, which needs photos or a character, and opens the new image", async () => {
  open({ stars: 2 });
  const button = await screen.findByRole("button", { name: "Create · 2 stars" });
  expect((button as HTMLButtonElement).disabled).toBe(true);
  expect(screen.getByText(/Choose at least one photo\. You have 3 stars\./)).toBeTruthy();

  await chooseCharacter();
  expect((button as HTMLButtonElement).disabled).toBe(false);
  fireEvent.submit(button.closest("form")!);

  expect(await screen.findByRole("heading", { name: "The image" })).toBeTruthy();
  expect(orders).toEqual([{ type: "generate", templateId: "t", keepIdentity: true, characterIds: ["c"], priceVersion: 1 }]);
});

test("without enough stars, says what it costs, how many stars there are and where stars come from", async () => {
  open({ balance: 0 });

  expect(await screen.findByRole("heading", { name: en.create.insufficient.title })).toBeTruthy();
  expect(screen.getByText("This image costs 1 star. You have 0 stars.")).toBeTruthy();
  expect(screen.getByText(en.create.insufficient.source)).toBeTruthy();
  expect(screen.getByRole("link", { name: en.create.insufficient.history }).getAttribute("href")).toBe("/profile/stars");
  expect(screen.queryByRole("button", { name: /Create/ })).toBeNull();
});

test.each([true, false])("says whether images are made on this machine: %s", async (local) => {
  open({ local });
  await screen.findByRole("button", { name: "Create · 1 star" });

  await waitFor(() => expect(queryClient.isFetching()).toBe(0));
  expect(screen.queryByText(en.create.local) !== null).toBe(local);
});

test("a refusal for missing stars replaces the button and takes the focus", async () => {
  open({
    order: () => Response.json({ status: "error", code: "INSUFFICIENT_STARS", stars: { balance: 0, needed: 1 } }, { status: 402 }),
  });
  await chooseCharacter();
  fireEvent.submit((await screen.findByRole("button", { name: "Create · 1 star" })).closest("form")!);

  const notice = await screen.findByRole("region", { name: en.create.insufficient.title });
  await waitFor(() => expect(document.activeElement).toBe(notice));
  expect(useNewGeneration.getState().characterId).toBe("c");
});

test.each([
  [429, "TOO_MANY_JOBS"],
  [422, "CONTENT_BLOCKED"],
  [503, "ENGINE_UNAVAILABLE"],
] as const)("status %i %s shows its text and keeps the choice", async (status, code) => {
  open({ order: () => Response.json({ status: "error", code }, { status }) });
  await chooseCharacter();
  fireEvent.submit((await screen.findByRole("button", { name: "Create · 1 star" })).closest("form")!);

  expect((await screen.findByRole("alert")).textContent).toBe(en.errors[code]);
  expect((screen.getByRole("radio", { name: "Sara" }) as HTMLInputElement).checked).toBe(true);
});
