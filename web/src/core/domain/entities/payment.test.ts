import { expect, test } from "vitest";
import { heldPlans, type Payment } from "./payment";

const NOW = Date.parse("2026-05-14T12:00:00Z");
const plan = (name: "pro" | "premium", to: string | null, status: Payment["status"] = "granted") =>
  ({
    product: { kind: "plan", stars: 40, plan: name, months: 1 },
    status,
    period: to && { from: "2026-05-01T00:00:00Z", to: `${to}T00:00:00Z` },
  }) as unknown as Payment;

test("a plan holds until the end of its last period", () => {
  const payments = [plan("pro", "2026-05-20"), plan("pro", "2026-06-20"), plan("premium", "2026-05-30")];

  expect(heldPlans(payments, NOW).map(({ product, period }) => [product.plan, period.to.slice(0, 10)])).toEqual([
    ["premium", "2026-05-30"],
    ["pro", "2026-06-20"],
  ]);
});

test("a plan that ended, was refunded or has no period is not held", () => {
  expect(heldPlans([plan("pro", "2026-05-14"), plan("pro", "2026-06-20", "refunded"), plan("premium", null)], NOW)).toEqual([]);
});
