import i18next from "@/shared/translations/i18n";
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { session } from "@/core/api/client";
import type { Payment } from "@/core/domain/entities/payment";
import { queryClient } from "@/shared/queries/query-client";
import { type Language, usePreferences } from "@/shared/stores/preferences";
import commonEn from "@/shared/translations/en.json";
import paymentEn from "@/shared/translations/payment/en.json";
import { PaymentsPage } from "./payments-page";
import { ReceiptPage } from "./receipt-page";

const en = { ...commonEn, ...paymentEn };

const PACK: Payment = {
  id: "a".repeat(24),
  productId: "stars-20",
  product: { kind: "pack", stars: 20 },
  amount: 1_500_000,
  currency: "IRR",
  provider: "zarinpal",
  status: "granted",
  renews: false,
  redirectUrl: null,
  expiresAt: null,
  period: null,
  createdAt: "2026-05-14T12:00:00Z",
  paidAt: "2026-05-14T12:01:00Z",
};
const PLAN: Payment = {
  ...PACK,
  id: "b".repeat(24),
  product: { kind: "plan", plan: "pro", months: 12, stars: 40 },
  amount: 5990,
  currency: "EUR",
  provider: "stripe",
  status: "refunded",
  period: { from: "2026-05-14T12:00:00Z", to: "2027-05-14T12:00:00Z" },
};

/** Answers with a status and a body. */
let answer: (path: string) => [number, unknown];

beforeAll(async () => {
  vi.stubEnv("TZ", "UTC");
  await i18next.loadNamespaces("payment");
});

beforeEach(() => {
  session.begin({ accessToken: "a", refreshToken: "r", expiresIn: 900 });
  vi.stubGlobal("fetch", async (request: Request) => {
    const path = new URL(request.url).pathname.replace("/api/v1", "");
    const [status, body] =
      path === "/templates"
        ? [200, { templates: [], nextCursor: null }]
        : path === "/users/profile"
          ? [200, { user: { stars: 23 }, stats: {} }]
          : answer(path);
    return Response.json(status === 200 ? { status: "success", data: body } : { status: "error", code: body }, { status });
  });
});

afterEach(() => {
  cleanup();
  queryClient.clear();
  session.end();
});

async function open(url: string, language: Language = "en") {
  usePreferences.getState().choose({ language });
  await vi.waitFor(() => expect(i18next.language).toBe(language));
  await i18next.loadNamespaces("payment");
  const router = createMemoryRouter(
    [
      { path: "/payments", Component: PaymentsPage },
      { path: "/payments/:id", Component: ReceiptPage },
    ],
    { initialEntries: [url] },
  );
  render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
}

const links = async () => (await screen.findAllByRole("link")).filter((link) => link.getAttribute("href")!.startsWith("/payments/"));
const rows = async () => {
  await screen.findAllByRole("listitem");
  return (await links()).map(({ textContent }) => textContent);
};

test("lists the payments in words, with links to their receipts", async () => {
  answer = () => [200, { payments: [PLAN, PACK], nextCursor: null }];
  await open("/payments");

  expect(await rows()).toEqual(["Pro for a year14 May 2026, 12:01Refunded€59.90", "20 stars14 May 2026, 12:01Paid150,000 toman"]);
  expect((await links()).map((link) => link.getAttribute("href"))).toEqual([`/payments/${PLAN.id}`, `/payments/${PACK.id}`]);
});

test("lists them in Persian, with Persian digits and in toman", async () => {
  answer = () => [200, { payments: [PACK], nextCursor: null }];
  await open("/payments", "fa");

  expect(await rows()).toEqual(["۲۰ ستاره۲۴ اردیبهشت ۱۴۰۵، ۱۲:۰۱پرداخت شده۱۵۰٬۰۰۰ تومان"]);
});

test("without payments, says so and leads to what is for sale", async () => {
  answer = () => [200, { payments: [], nextCursor: null }];
  await open("/payments");

  expect(await screen.findByText(en.payments.empty.title)).toBeTruthy();
  expect(screen.getByRole("link", { name: en.app.getStars }).getAttribute("href")).toBe("/upgrade");
});

test("an error can be retried", async () => {
  answer = () => [503, "DATABASE_UNAVAILABLE"];
  await open("/payments");

  expect((await screen.findByRole("alert")).textContent).toContain(en.errors.DATABASE_UNAVAILABLE);
});

test("a receipt names what was paid, when, how and for which period", async () => {
  answer = () => [200, { payment: PLAN }];
  await open(`/payments/${PLAN.id}`);

  expect(await screen.findByRole("heading", { name: en.receipt.title })).toBeTruthy();
  expect(screen.getAllByRole("definition").map(({ textContent }) => textContent)).toEqual([
    "€59.90",
    "Refunded",
    "Pro for a year",
    "14 May 2026 at 12:01",
    "14 May 2026 to 14 May 2027",
    "Stripe",
    `${PLAN.id}…${PLAN.id.slice(-8)}`,
  ]);
});

test("somebody else's payment is not found", async () => {
  answer = () => [404, "NOT_FOUND"];
  await open(`/payments/${PLAN.id}`);

  expect(await screen.findByRole("heading", { name: en.app.notFound.title })).toBeTruthy();
});
