import i18next from "@/shared/translations/i18n";
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { session } from "@/core/api/client";
import type { StarsEntry } from "@/core/domain/entities/stars";
import { queryClient } from "@/shared/queries/query-client";
import { usePreferences } from "@/shared/stores/preferences";
import commonEn from "@/shared/translations/en.json";
import profileEn from "@/shared/translations/profile/en.json";
import commonFa from "@/shared/translations/fa.json";
import profileFa from "@/shared/translations/profile/fa.json";
import { StarsPage } from "./stars-page";

const en = { ...commonEn, ...profileEn };
const fa = { ...commonFa, ...profileFa };

beforeAll(() => i18next.loadNamespaces("profile"));

/** The pages of the list. */
let pages: Pick<StarsEntry, "kind" | "amount" | "balance" | "paymentId">[][];
let owed: number | undefined;

/** Stars by size. */
let prices: Record<string, number>;

beforeEach(() => {
  owed = undefined;
  prices = { "1K": 1, "2K": 2, "4K": 3, x2: 2 };
  vi.stubGlobal("fetch", async (request: Request) => {
    const url = new URL(request.url);
    if (url.pathname.endsWith("/engines")) {
      return Response.json({ status: "success", data: { engines: [{ id: "standard", stars: prices }], priceVersion: 1 } });
    }
    const index = Number(url.searchParams.get("cursor") ?? 0);
    const entries = pages[index]!.map((entry, number) => ({ id: `${index}-${number}`, createdAt: "2026-05-14T12:00:00Z", ...entry }));
    const nextCursor = index + 1 < pages.length ? `${index + 1}` : null;
    return Response.json({ status: "success", data: { balance: 2, owed, entries, nextCursor } });
  });
  session.begin({ accessToken: "a", refreshToken: "r", expiresIn: 900 });
});

afterEach(() => {
  cleanup();
  session.end();
});

const open = () =>
  render(
    <QueryClientProvider client={queryClient}>
      <MemoryRouter>
        <StarsPage />
      </MemoryRouter>
    </QueryClientProvider>,
  );
const texts = () => screen.getAllByRole("listitem").map((item) => item.textContent);

test("lists every movement in plain words, by page", async () => {
  usePreferences.getState().choose({ language: "en" });
  pages = [
    [
      { kind: "refund", amount: 1, balance: 3 },
      { kind: "generation", amount: -1, balance: 2 },
    ],
    [
      { kind: "gift", amount: -1, balance: 3 },
      { kind: "gift", amount: 1, balance: 4 },
      { kind: "welcome", amount: 3, balance: 3 },
    ],
  ];
  open();

  fireEvent.click(await screen.findByRole("button", { name: en.app.more }));
  await vi.waitFor(() => expect(texts()).toHaveLength(5));
  expect(texts()).toEqual([
    "Returned: the picture couldn’t be made14 May 2026+1Balance: 3",
    "New picture14 May 2026-1Balance: 2",
    "Correction14 May 2026-1Balance: 3",
    "Gift14 May 2026+1Balance: 4",
    "Welcome gift14 May 2026+3Balance: 3",
  ]);
  expect(screen.queryByRole("button", { name: en.app.more })).toBeNull();
});

test.each([
  [{ "1K": 1, "2K": 1, "4K": 1, x2: 2 }, [en.stars.sizes.any, en.stars.sizes.x2]],
  [{ "1K": 1, "2K": 1, "4K": 2 }, [en.stars.sizes.upTo2K, en.stars.sizes["4K"]]],
  [{ "1K": 1, "2K": 2, "4K": 3 }, [en.stars.sizes["1K"], en.stars.sizes["2K"], en.stars.sizes["4K"]]],
])("names the sizes of pictures only if they cost different (%j)", async (stars, sizes) => {
  usePreferences.getState().choose({ language: "en" });
  queryClient.clear();
  prices = stars;
  pages = [[]];
  open();

  await screen.findByRole("table");
  expect([...document.querySelectorAll("tbody th")].map(({ textContent }) => textContent)).toEqual(sizes);
});

test("uses Persian digits and dates", async () => {
  usePreferences.getState().choose({ language: "fa" });
  pages = [[{ kind: "generation", amount: -1, balance: 2 }]];
  open();

  await vi.waitFor(() => expect(texts()[0]).toContain(fa.stars.kinds.generation));
  expect(texts()[0]).toMatch(/۲۴ اردیبهشت ۱۴۰۵.*۱.*موجودی: ۲/);
});

test("says what was bought and taken back, with links to the payments", async () => {
  usePreferences.getState().choose({ language: "en" });
  owed = 5;
  pages = [
    [
      { kind: "chargeback", amount: -15, balance: 0, paymentId: "a" },
      { kind: "plan", amount: 40, balance: 15, paymentId: "b" },
      { kind: "purchase", amount: 20, balance: 20, paymentId: "a" },
    ],
  ];
  open();

  expect(await screen.findByText(/^5 stars of a payment that was taken back/)).toBeTruthy();
  expect(screen.getAllByRole("listitem").map((item) => item.querySelector("p")?.textContent)).toEqual([
    en.stars.kinds.chargeback,
    en.stars.kinds.plan,
    en.stars.kinds.purchase,
  ]);
  expect(screen.getAllByRole("link", { name: en.stars.payment }).map((link) => link.getAttribute("href"))).toEqual([
    "/payments/a",
    "/payments/b",
    "/payments/a",
  ]);
  expect(screen.getByRole("link", { name: en.app.getStars }).getAttribute("href")).toBe("/upgrade");
});
