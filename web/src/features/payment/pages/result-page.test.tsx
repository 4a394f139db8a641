import i18next from "@/shared/translations/i18n";
import { QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { session } from "@/core/api/client";
import { reportReachable } from "@/core/api/connection";
import type { Payment } from "@/core/domain/entities/payment";
import { queryClient } from "@/shared/queries/query-client";
import { savedErrand } from "@/shared/stores/errand";
import { usePreferences } from "@/shared/stores/preferences";
import commonEn from "@/shared/translations/en.json";
import paymentEn from "@/shared/translations/payment/en.json";
import { startedPayment } from "../stores/started-payment";
import { ResultPage } from "./result-page";

const en = { ...commonEn, ...paymentEn };

const ID = "f".repeat(24);
const PENDING: Payment = {
  id: ID,
  productId: "stars-20",
  product: { kind: "pack", stars: 20 },
  amount: 299,
  currency: "EUR",
  provider: "stripe",
  status: "pending",
  renews: false,
  redirectUrl: "https://pay.example/1",
  expiresAt: "2999-01-01T00:00:00Z",
  period: null,
  createdAt: "2026-05-14T12:00:00Z",
  paidAt: null,
};
const GRANTED: Payment = { ...PENDING, status: "granted", redirectUrl: null, paidAt: "2026-05-14T12:01:00Z" };

/** What the server says about the payment: itself, or a failure. */
let answer: () => Response | Promise<Response>;
let payments: Payment[];
let polls: number;
let stars: number;

const says = (payment: Payment) => () =>
  Response.json(
    { status: "success", data: { payment } },
    { headers: ["created", "pending", "paid"].includes(payment.status) ? { "Retry-After": "2" } : {} },
  );
const refuses = (status: number, code: string) => () => Response.json({ status: "error", code }, { status });

beforeAll(() => i18next.loadNamespaces("payment"));

beforeEach(() => {
  polls = 0;
  payments = [];
  stars = 23;
  session.begin({ accessToken: "a", refreshToken: "r", expiresIn: 90_000 });
  usePreferences.getState().choose({ language: "en" });
  vi.useFakeTimers({ shouldAdvanceTime: true });
  vi.stubGlobal("fetch", async (request: Request) => {
    const { pathname } = new URL(request.url);
    if (pathname.endsWith("/users/profile")) {
      return Response.json({ status: "success", data: { user: { stars }, stats: {} } });
    }
    if (pathname.endsWith("/payments")) {
      return Response.json({ status: "success", data: { payments, nextCursor: null } });
    }
    if (pathname.endsWith("/templates")) {
      return Response.json({ status: "success", data: { templates: [], nextCursor: null } });
    }
    polls++;
    return answer();
  });
});

afterEach(() => {
  cleanup();
  queryClient.clear();
  session.end();
  sessionStorage.clear();
  reportReachable();
  vi.useRealTimers();
});

function open(url = `/upgrade/result?payment=${ID}`) {
  const router = createMemoryRouter(
    [
      { path: "/upgrade/result", Component: ResultPage },
      { path: "/create", element: <h1>Create</h1> },
      { path: "/gallery/:id", element: <h1>Picture</h1> },
    ],
    { initialEntries: [url] },
  );
  render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return router;
}

const pass = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds));
const heading = async (name: string) => expect(await screen.findByRole("heading", { level: 1, name })).toBeTruthy();
const link = (name: string) => screen.getByRole("link", { name }).getAttribute("href");

test("waits for the payment, then names what was added and what the user has now", async () => {
  answer = says(PENDING);
  open();
  await heading(en.result.waiting);
  expect(link(en.result.continue)).toBe(PENDING.redirectUrl);
  answer = says({ ...PENDING, status: "paid", redirectUrl: null });
  await pass(2_000);
  await heading(en.result.paid);
  expect(screen.queryByRole("link")).toBeNull();
  answer = says(GRANTED);
  await pass(2_000);

  await heading("20 stars added");
  expect(await screen.findByText("You have 23 stars.")).toBeTruthy();
  expect(link(en.result.create)).toBe("/create");
  expect(link(en.result.receipt)).toBe(`/payments/${ID}`);
});

test("stops asking once the payment is settled, and the next purchase is another payment", async () => {
  const key = startedPayment.keyOf("stars-20", "stripe");
  answer = says(GRANTED);
  open();
  await heading("20 stars added");
  await pass(60_000);

  expect(polls).toBe(1);
  expect(startedPayment.keyOf("stars-20", "stripe")).not.toBe(key);
});

test("the URL proves nothing", async () => {
  answer = says(PENDING);
  open(`/upgrade/result?payment=${ID}&status=granted&Status=OK`);

  await heading(en.result.waiting);
});

test("a plan says what it gives and until when", async () => {
  const period = { from: "2026-05-14T12:00:00Z", to: "2026-06-14T12:00:00Z" };
  answer = says({ ...GRANTED, product: { kind: "plan", plan: "pro", months: 1, stars: 40 }, period, renews: true });
  open();

  await heading("Pro is yours");
  expect(screen.getByText("40 stars a month. It renews on 14 June 2026.")).toBeTruthy();
});

test.each([
  ["/create?template=t", { run: 2, isConsentGiven: false }, "Make your picture (2 stars)", "Create"],
  ["/gallery/g", { order: "upscale", factor: "4" } as const, en.result.back, "Picture"],
])("leads back to %s", async (path, state, label, page) => {
  savedErrand.save({ path, needed: 2, picture: "/waiting.jpg", state });
  answer = says(GRANTED);
  const router = open();
  await heading("20 stars added");
  expect(document.querySelector('img[src="/waiting.jpg"]')).toBeTruthy();

  fireEvent.click(screen.getByRole("link", { name: label }));

  await heading(page);
  expect(router.state.location).toMatchObject({ pathname: path.split("?")[0], state });
  expect(savedErrand.read()).toBeNull();
});

test.each(["failed", "canceled", "expired"] as const)("says that nothing was charged if the payment is %s", async (status) => {
  answer = says({ ...PENDING, status, redirectUrl: null });
  open();

  await heading(en.result[status]);
  expect(screen.getByText("20 stars for €2.99")).toBeTruthy();
  expect(screen.getByText(`${en.result[`${status}Text`]} ${en.result.arrives}`)).toBeTruthy();
  expect(link(en.result.again)).toBe("/upgrade");
});

test("says until when the user keeps the plan that they wanted to change", async () => {
  const product = { kind: "plan", plan: "premium", months: 1, stars: 120 } as const;
  const period = { from: "2026-05-14T12:00:00Z", to: "2999-02-01T00:00:00Z" };
  payments = [{ ...GRANTED, product: { ...product, plan: "pro" }, period }];
  answer = says({ ...PENDING, product, status: "canceled", redirectUrl: null });
  open();

  expect(await screen.findByText("You keep Pro until 1 February 2999.")).toBeTruthy();
});

test("leads back to the picture, which waits, after a payment that is canceled", async () => {
  savedErrand.save({ path: "/create?template=t", needed: 2, state: { run: 2, isConsentGiven: false } });
  answer = says({ ...PENDING, status: "canceled", redirectUrl: null });
  const router = open();

  fireEvent.click(await screen.findByRole("link", { name: en.result.back }));

  await heading("Create");
  expect([router.state.location.state, savedErrand.read()?.needed]).toEqual([null, 2]);
});

test.each([
  ["refunding", "You get €2.99 back, and what you bought is taken back: 20 stars."],
  ["refunded", "€2.99 was refunded. It may take your bank a few days to show it."],
  ["disputed", en.result.disputedText],
] as const)("explains a payment that is %s", async (status, text) => {
  answer = says({ ...GRANTED, status });
  open();

  await heading(en.result[status]);
  expect(screen.getByText(text)).toBeTruthy();
});

test.each([`/upgrade/result?payment=${ID}`, "/upgrade/result"])("somebody else's payment, or none, is not found (%s)", async (url) => {
  answer = refuses(404, "NOT_FOUND");
  open(url);

  await heading(en.result.none);
  expect(link(en.payments.title)).toBe("/payments");
  await pass(30_000);
  expect(polls).toBeLessThanOrEqual(1);
});

test("keeps asking while the provider cannot be reached", async () => {
  answer = refuses(503, "PAYMENT_UNAVAILABLE");
  open();
  expect(await screen.findByText(en.result.unreachable)).toBeTruthy();
  answer = says(PENDING);
  await pass(4_000);
  await heading(en.result.waiting);
  answer = refuses(503, "PAYMENT_UNAVAILABLE");
  await pass(2_000);
  expect(await screen.findByText(en.result.unreachable)).toBeTruthy();
  answer = says(GRANTED);
  await pass(4_000);

  await heading("20 stars added");
});

test("waits for the connection", async () => {
  answer = () => Promise.reject(new TypeError("offline"));
  open();
  expect(await screen.findByText(en.result.offline)).toBeTruthy();
  answer = says(GRANTED);
  act(reportReachable);

  await heading("20 stars added");
});

test("says that it takes long, and that the page may be closed", async () => {
  answer = says(PENDING);
  open();
  await heading(en.result.waiting);
  expect(screen.queryByText(en.result.late)).toBeNull();
  await pass(40_000);

  expect(screen.getByText(en.result.late)).toBeTruthy();
});
