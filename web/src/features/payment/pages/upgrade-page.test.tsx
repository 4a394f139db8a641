import i18next from "@/shared/translations/i18n";
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { session } from "@/core/api/client";
import { reportReachable } from "@/core/api/connection";
import type { Payment, Product } from "@/core/domain/entities/payment";
import { queryClient } from "@/shared/queries/query-client";
import { savedErrand } from "@/shared/stores/errand";
import { type Language, usePreferences } from "@/shared/stores/preferences";
import commonEn from "@/shared/translations/en.json";
import paymentEn from "@/shared/translations/payment/en.json";
import paymentFa from "@/shared/translations/payment/fa.json";
import { UpgradePage } from "./upgrade-page";

const en = { ...commonEn, ...paymentEn };

const price = (provider: "stripe" | "zarinpal", amount: number, currency: string) => [{ provider, amount, currency }] as const;
const PRODUCTS: Product[] = [
  { id: "stars-20", kind: "pack", stars: 20, prices: [...price("stripe", 299, "EUR")] },
  { id: "stars-60", kind: "pack", stars: 60, prices: [...price("stripe", 799, "EUR")] },
  { id: "pro-month", kind: "plan", plan: "pro", months: 1, stars: 40, prices: [...price("stripe", 600, "EUR")] },
  { id: "pro-year", kind: "plan", plan: "pro", months: 12, stars: 40, prices: [...price("stripe", 6000, "EUR")] },
  { id: "premium-month", kind: "plan", plan: "premium", months: 1, stars: 120, prices: [...price("stripe", 1500, "EUR")] },
];
const IRANIAN: Product[] = [
  { id: "stars-20", kind: "pack", stars: 20, prices: [...price("zarinpal", 1_500_000, "IRR")] },
  { id: "pro-month", kind: "plan", plan: "pro", months: 1, stars: 40, prices: [...price("zarinpal", 3_000_000, "IRR")] },
];
const OPENED = { id: "f".repeat(24), status: "pending", redirectUrl: "https://pay.example/1", expiresAt: "2999-01-01T00:00:00Z" };
const PRO = {
  id: "a".repeat(24),
  product: { kind: "plan", plan: "pro", months: 1, stars: 40 },
  amount: 600,
  currency: "EUR",
  provider: "stripe",
  status: "granted",
  renews: true,
  period: { from: "2999-01-01T00:00:00Z", to: "2999-02-01T00:00:00Z" },
} as Payment;

const success = (data: unknown, status = 200) => Response.json({ status: "success", data }, { status });
const refusal = (status: number, code: string) => Response.json({ status: "error", code }, { status });

/** The idempotency keys of the attempts to buy, and the bodies. */
let attempts: { key: string | null; body: unknown }[];
let requests: string[];

beforeEach(() => {
  attempts = [];
  requests = [];
  session.begin({ accessToken: "a", refreshToken: "r", expiresIn: 900 });
  usePreferences.getState().choose({ language: "en" });
  vi.spyOn(window.location, "assign").mockImplementation(() => {});
});

beforeAll(() => i18next.loadNamespaces("payment"));

afterEach(() => {
  cleanup();
  queryClient.clear();
  session.end();
  sessionStorage.clear();
  reportReachable();
});

interface Options {
  readonly phone?: string;
  readonly stars?: number;
  readonly subscription?: string;
  readonly products?: () => Response | Promise<Response>;
  readonly payments?: () => Payment[];
  readonly buy?: () => Response;
  readonly end?: () => Response;
  readonly url?: string;
}

function open({
  phone = "+4915123456789",
  stars = 0,
  subscription = "free",
  products = () => success({ products: PRODUCTS }),
  payments = () => [],
  buy = () => success({ payment: OPENED }, 201),
  end = () => success({ payments: [] }),
  url = "/upgrade",
}: Options = {}) {
  vi.stubGlobal("fetch", async (request: Request) => {
    const { pathname, search } = new URL(request.url);
    const route = `${request.method} ${pathname.replace("/api/v1", "")}`;
    requests.push(route + search);
    switch (route) {
      case "GET /users/profile":
        return success({ user: { phoneNumber: phone, stars, subscription }, stats: {} });
      case "GET /products":
        return products();
      case "GET /payments":
        return success({ payments: payments(), nextCursor: null });
      case "GET /engines":
        return success({ engines: [{ id: "standard", stars: { "1K": 1 } }], priceVersion: 1 });
      case "POST /payments":
        attempts.push({ key: request.headers.get("Idempotency-Key"), body: await request.json() });
        return buy();
      case "POST /payments/portal":
        return success({ url: "https://portal.example" }, 201);
      case "DELETE /users/me/subscription":
        return end();
      default:
        return refusal(404, "NOT_FOUND");
    }
  });
  const router = createMemoryRouter(
    [
      { path: "/upgrade", Component: UpgradePage },
      { path: "/upgrade/result", element: <h1>Result</h1> },
      { path: "/sign-in", element: <h1>Sign in</h1> },
      { path: "/create", element: <h1>Create</h1> },
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

const card = async (name: string) => within(await screen.findByRole("listitem", { name }));
const choose = (language: Language) => usePreferences.getState().choose({ language });
const buyStars = () => screen.findByRole("button", { name: "Buy 20 stars" });

test("shows the plans and packs of the country of the phone number, each with one button", async () => {
  open();

  const pro = await card("Pro");
  expect(pro.getByText("€6.00 a month")).toBeTruthy();
  expect(pro.getByText("40 stars a month")).toBeTruthy();
  expect(pro.getByText("4 pictures at a time")).toBeTruthy();
  expect(pro.getByText("Renews every month at €6.00 until you cancel it on this page.")).toBeTruthy();
  expect(pro.getAllByRole("button").map(({ textContent }) => textContent)).toEqual(["Get Pro"]);
  expect((await card("Free")).getByText("2 pictures at a time")).toBeTruthy();
  expect((await card("Premium")).getByText("8 pictures at a time")).toBeTruthy();
  const pack = await card("20 stars");
  expect(pack.getByText("€2.99")).toBeTruthy();
  expect(await pack.findByText("20 standard pictures")).toBeTruthy();
  expect(pack.getByText("€0.15 per star")).toBeTruthy();
  expect(requests).toContain("GET /products?country=DE");
});

test("the yearly price says what it saves, and a plan without one keeps its monthly price", async () => {
  const router = open();

  fireEvent.click(await screen.findByRole("radio", { name: /^Yearly.*Save 16%$/ }));

  const pro = await card("Pro");
  expect(pro.getByText("€60.00 a year")).toBeTruthy();
  expect(pro.getByText("Save 16%")).toBeTruthy();
  expect(pro.getByText(en.upgrade.monthly)).toBeTruthy();
  expect((await card("Premium")).getByText("€15.00 a month")).toBeTruthy();
  expect(router.state.location.search).toBe("?months=12");
});

test("prices in Iran are in toman, with Persian digits, and plans do not renew", async () => {
  choose("fa");
  await i18next.loadNamespaces("payment");
  open({ phone: "+989121234567", products: () => success({ products: IRANIAN }) });

  expect(await screen.findByText("ماهی ۳۰۰٬۰۰۰ تومان")).toBeTruthy();
  expect(screen.getByText("۱۵۰٬۰۰۰ تومان")).toBeTruthy();
  expect(screen.getAllByText(paymentFa.upgrade.once)).toHaveLength(1);
  expect(screen.queryByRole("radio")).toBeNull();
  expect(requests).toContain("GET /products?country=IR");
});

test("another country shows its prices", async () => {
  open();
  fireEvent.change(await screen.findByLabelText(en.upgrade.country), { target: { value: "JP" } });

  await waitFor(() => expect(requests).toContain("GET /products?country=JP"));
});

test("shows that the prices are loading", async () => {
  open({ products: () => new Promise(() => {}) });

  expect(await screen.findByText(en.app.loading)).toBeTruthy();
});

test("says that nothing is for sale", async () => {
  open({ products: () => success({ products: [] }) });

  expect(await screen.findByRole("heading", { name: en.upgrade.none.title })).toBeTruthy();
  expect(screen.queryByRole("button", { name: /^(Get|Buy)/ })).toBeNull();
});

test("offers a retry after an error", async () => {
  let fails = true;
  open({ products: () => (fails ? refusal(500, "INTERNAL") : success({ products: PRODUCTS })) });
  expect((await screen.findByRole("alert")).textContent).toContain(en.errors.INTERNAL);
  fails = false;

  fireEvent.click(screen.getByRole("button", { name: en.app.tryAgain }));

  expect(await buyStars()).toBeTruthy();
});

test("loads the prices once the connection is back", async () => {
  let isOffline = true;
  open({ products: () => (isOffline ? Promise.reject(new TypeError("offline")) : success({ products: PRODUCTS })) });
  expect((await screen.findByRole("alert")).textContent).toContain(en.errors.OFFLINE);
  isOffline = false;

  reportReachable();

  expect(await buyStars()).toBeTruthy();
});

test("buying sends no price and opens the provider's page", async () => {
  open();

  fireEvent.click(await buyStars());

  await waitFor(() => expect(location.assign).toHaveBeenCalledWith(OPENED.redirectUrl));
  expect(attempts.map(({ body }) => body)).toEqual([{ productId: "stars-20", provider: "stripe" }]);
});

test("pressing again continues the same payment, another product is another one", async () => {
  let fails = true;
  open({ buy: () => (fails ? refusal(503, "PAYMENT_UNAVAILABLE") : success({ payment: OPENED }, 201)) });
  fireEvent.click(await buyStars());
  expect((await screen.findByRole("alert")).textContent).toBe(en.errors.PAYMENT_UNAVAILABLE);
  fails = false;
  fireEvent.click(await buyStars());
  await waitFor(() => expect(location.assign).toHaveBeenCalledOnce());
  cleanup();

  open();
  fireEvent.click(await buyStars());
  await waitFor(() => expect(attempts).toHaveLength(3));
  cleanup();
  open();
  fireEvent.click(await screen.findByRole("button", { name: "Get Pro" }));
  await waitFor(() => expect(attempts).toHaveLength(4));

  const [first, second, third, fourth] = attempts.map(({ key }) => key);
  expect([second, third]).toEqual([first, first]);
  expect(fourth).not.toBe(first);
});

test.each([
  ["canceled", null, null],
  ["expired", null, null],
  ["failed", null, null],
  ["pending", "https://pay.example/0", "2020-01-01T00:00:00Z"],
])("after a payment that is %s with the page %s until %s, buying starts another one", async (status, redirectUrl, expiresAt) => {
  let isFirst = true;
  open({
    buy: () => {
      const payment = isFirst ? { ...OPENED, status, redirectUrl, expiresAt } : OPENED;
      isFirst = false;
      return success({ payment }, 201);
    },
  });

  fireEvent.click(await buyStars());

  await waitFor(() => expect(location.assign).toHaveBeenCalledWith(OPENED.redirectUrl));
  expect(attempts[0]!.key).not.toBe(attempts[1]!.key);
});

test("what is already paid is not bought twice by pressing again", async () => {
  open({ buy: () => success({ payment: { ...OPENED, status: "granted", redirectUrl: null, expiresAt: null } }, 201) });

  fireEvent.click(await buyStars());

  expect(await screen.findByRole("heading", { name: "Result" })).toBeTruthy();
  expect([attempts.length, vi.mocked(location.assign).mock.calls.length]).toEqual([1, 0]);
});

test.each([
  [403, "PAYMENT_DISPUTED", en.errors.PAYMENT_DISPUTED],
  [409, "ALREADY_SUBSCRIBED", en.errors.ALREADY_SUBSCRIBED],
  [409, "KEY_SPENT", en.problems.KEY_SPENT],
  [404, "NOT_FOUND", en.problems.NOT_FOUND],
] as const)("status %i %s is explained, and the next attempt is another payment", async (status, code, text) => {
  open({ buy: () => refusal(status, code) });
  fireEvent.click(await buyStars());
  expect((await screen.findByRole("alert")).textContent).toBe(text);
  fireEvent.click(await buyStars());

  await waitFor(() => expect(attempts).toHaveLength(2));
  expect(attempts[0]!.key).not.toBe(attempts[1]!.key);
});

test("guests see prices, and sign in before they buy", async () => {
  session.end();
  const router = open({ url: "/upgrade?months=12" });
  expect(await screen.findByText("€60.00 a year")).toBeTruthy();
  expect(screen.getByText(new RegExp(en.upgrade.signIn))).toBeTruthy();

  fireEvent.click(screen.getByRole("button", { name: "Get Pro" }));

  expect(await screen.findByRole("heading", { name: "Sign in" })).toBeTruthy();
  expect([router.state.location.state, attempts]).toEqual([{ next: "/upgrade?months=12" }, []]);
});

test("says how many stars are missing, and shows packs first", async () => {
  savedErrand.save({ path: "/create", needed: 3, state: { run: 3, isConsentGiven: false } });
  open({ stars: 2 });

  expect(await screen.findByRole("heading", { name: "You need 1 more star" })).toBeTruthy();
  expect(await screen.findByText(/Your picture costs 3 stars\. You have 2 stars\./)).toBeTruthy();
  await buyStars();
  expect(screen.getAllByRole("heading", { level: 2 }).map(({ textContent }) => textContent)).toEqual([
    "You need 1 more star",
    en.upgrade.packs,
    en.upgrade.plans,
  ]);
});

test("recommends the smallest pack that covers the missing stars, otherwise the cheapest per star", async () => {
  const packs = () => screen.getAllByRole("listitem", { name: /^\d+ stars$/ }).map(({ textContent }) => textContent);
  open();
  await buyStars();
  expect(packs()).toEqual([expect.stringMatching(/^20 stars(?!.*Best value)/), expect.stringMatching(/^60 stars.*Best value/)]);
  cleanup();
  queryClient.clear();

  for (const [needed, covering, other] of [
    [22, 20, 60],
    [23, 60, 20],
  ] as const) {
    savedErrand.save({ path: "/create", needed, state: { run: needed, isConsentGiven: false } });
    open({ stars: 2 });
    await screen.findByText(en.upgrade.covers);
    expect(packs()).toEqual([
      expect.stringMatching(new RegExp(`^${covering} stars.*Enough for your picture`)),
      expect.stringMatching(new RegExp(`^${other} stars`)),
    ]);
    expect(screen.queryByText(en.upgrade.bestValue)).toBeNull();
    cleanup();
    queryClient.clear();
  }
});

test("leads back once there are enough stars", async () => {
  savedErrand.save({ path: "/create", needed: 3, state: { run: 3, isConsentGiven: false } });
  const router = open({ stars: 5 });

  fireEvent.click(await screen.findByRole("link", { name: en.result.make }));

  expect(await screen.findByRole("heading", { name: "Create" })).toBeTruthy();
  expect([router.state.location.state, savedErrand.read()]).toEqual([{ run: 3, isConsentGiven: false }, null]);
});

test("the card of a plan that renews shows when, opens its card and invoices, and cancels it", async () => {
  let renews = true;
  open({ subscription: "pro", payments: () => [{ ...PRO, renews }] });
  const pro = await card("Pro");
  expect(screen.getAllByText(/1 February 2999/).map(({ textContent }) => textContent)).toEqual(["Renews on 1 February 2999."]);
  expect(screen.queryByRole("listitem", { name: "Free" })).toBeNull();
  expect(pro.getAllByRole("button").map(({ textContent }) => textContent)).toEqual([en.plan.manage, "Cancel Pro"]);
  fireEvent.click(pro.getByRole("button", { name: en.plan.manage }));
  await waitFor(() => expect(location.assign).toHaveBeenCalledWith("https://portal.example"));

  fireEvent.click(pro.getByRole("button", { name: "Cancel Pro" }));
  const dialog = within(await screen.findByRole("alertdialog"));
  expect(dialog.getByText(/^You keep Pro until 1 February 2999\. Your stars stay yours\./)).toBeTruthy();
  renews = false;
  fireEvent.click(dialog.getByRole("button", { name: "Cancel Pro" }));

  expect(await screen.findByText("It doesn’t renew. You keep it until 1 February 2999.")).toBeTruthy();
  expect(requests).toContain("DELETE /users/me/subscription");
  await waitFor(() => expect(screen.queryByRole("button", { name: "Cancel Pro" })).toBeNull());
  expect((await card("Pro")).getByRole("button", { name: "Extend Pro" })).toBeTruthy();
  expect((await card("Premium")).getByRole("button", { name: "Get Premium" })).toBeTruthy();
});

test("a running plan costs what the user has agreed to", async () => {
  open({ subscription: "pro", payments: () => [{ ...PRO, amount: 500 }] });

  expect((await card("Pro")).getByText("€5.00 a month")).toBeTruthy();
});

test("switching says what happens, ends the renewal, and then opens the payment", async () => {
  open({ subscription: "pro", payments: () => [PRO] });
  fireEvent.click((await card("Premium")).getByRole("button", { name: "Switch to Premium" }));
  const dialog = within(await screen.findByRole("alertdialog", { name: "Switch to Premium?" }));
  expect(dialog.getByText("You pay today").nextElementSibling?.textContent).toBe("€15.00");
  expect(dialog.getByText(/^It ends on 1 February 2999 and isn’t charged again\./)).toBeTruthy();
  expect(dialog.getByText("Renews every month at €15.00 until you cancel it on this page.")).toBeTruthy();
  expect(attempts).toEqual([]);

  fireEvent.click(dialog.getByRole("button", { name: "Continue: €15.00" }));

  await waitFor(() => expect(location.assign).toHaveBeenCalledWith(OPENED.redirectUrl));
  expect(attempts.map(({ body }) => body)).toEqual([{ productId: "premium-month", provider: "stripe" }]);
  expect(requests.indexOf("DELETE /users/me/subscription")).toBeLessThan(requests.indexOf("POST /payments"));
});

test("nothing is paid if the renewal cannot be ended", async () => {
  open({ subscription: "pro", payments: () => [PRO], end: () => refusal(503, "PAYMENT_UNAVAILABLE") });
  fireEvent.click((await card("Premium")).getByRole("button", { name: "Switch to Premium" }));
  const dialog = within(await screen.findByRole("alertdialog"));
  fireEvent.click(dialog.getByRole("button", { name: "Continue: €15.00" }));

  expect((await dialog.findByRole("alert")).textContent).toBe(en.errors.PAYMENT_UNAVAILABLE);
  expect(attempts).toEqual([]);
});

test.each(["pending", "canceled"] as const)(
  "after leaving the payment of another plan (%s), says what ends, and continues",
  async (status) => {
    const wanted = { ...PRO, id: "b".repeat(24), product: { ...PRO.product, plan: "premium" }, status, period: null } as Payment;
    open({ subscription: "pro", payments: () => [wanted, { ...PRO, renews: false }] });

    const notice = within(await screen.findByRole("region", { name: "You haven’t paid for Premium yet" }));
    expect(notice.getByText("Pro doesn’t renew any more and ends on 1 February 2999.")).toBeTruthy();
    fireEvent.click(notice.getByRole("button", { name: en.switch.pay }));

    await waitFor(() => expect(attempts.map(({ body }) => body)).toEqual([{ productId: "premium-month", provider: "stripe" }]));
  },
);

test.each([
  ["a plan still renews", { renews: true }, "canceled"],
  ["the other plan is paid", { renews: false }, "paid"],
] as const)("has nothing to continue if %s", async (_, pro, status) => {
  const wanted = { ...PRO, id: "b".repeat(24), product: { ...PRO.product, plan: "premium" }, status, period: null } as Payment;
  open({ subscription: "pro", payments: () => [wanted, { ...PRO, ...pro }] });
  await screen.findByText(/1 February 2999/);

  expect(screen.queryByRole("region", { name: /haven’t paid/ })).toBeNull();
});

test("a plan that is not for sale here is shown above the offers", async () => {
  open({ subscription: "pro", payments: () => [PRO], products: () => success({ products: PRODUCTS.slice(0, 2) }) });

  const held = within(await screen.findByRole("region", { name: "Your plan: Pro" }));
  expect(held.getByText("40 stars a month, for €6.00 a month.")).toBeTruthy();
  expect(held.getByRole("button", { name: "Cancel Pro" })).toBeTruthy();
});

test("says that the other plan that renews ends, too", async () => {
  const premium = { ...PRO, id: "b".repeat(24), product: { ...PRO.product, plan: "premium" } } as Payment;
  open({ subscription: "premium", payments: () => [PRO, premium] });
  fireEvent.click((await card("Pro")).getByRole("button", { name: "Cancel Pro" }));

  expect(await screen.findByText("Your other plan doesn’t renew any more, either: Premium.")).toBeTruthy();
});

test("a plan that an operator gave costs nothing", async () => {
  open({ subscription: "premium" });

  expect(await screen.findByText(en.plan.given)).toBeTruthy();
  expect(screen.queryByRole("button", { name: /^Cancel/ })).toBeNull();
  await card("Pro");
  expect(screen.queryByRole("listitem", { name: "Free" })).toBeNull();
});
