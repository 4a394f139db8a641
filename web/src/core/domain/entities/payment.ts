import type { components } from "@/core/api/schema";

export type Product = components["schemas"]["Product"];
export type Price = Product["prices"][number];
export type Payment = components["schemas"]["Payment"];

/** A product as the page sells it: at one price. */
export type Offer = Omit<Product, "prices"> & { readonly price: Price };

/** A payment for a plan that has been granted. */
export type PlanPayment = Payment & { readonly period: NonNullable<Payment["period"]> };

/** Whether the provider charges again for a plan when its period ends. The others sell one period. */
export const renewsPlans = ({ provider }: Pick<Price, "provider">): boolean => provider === "stripe";

/** Whether a payment ended without money, or has not brought it yet. */
export const isUnpaid = ({ status }: Pick<Payment, "status">): boolean =>
  ["created", "pending", "failed", "canceled", "expired"].includes(status);

/** Whether Nero waits for the money, or is about to grant what was paid for. */
export const isUnsettled = ({ status }: Pick<Payment, "status">): boolean => ["created", "pending", "paid"].includes(status);

/** The latest payment of each plan that holds now or later, the one that ends first first. */
export function heldPlans(payments: readonly Payment[], now: number): PlanPayment[] {
  const byPlan = new Map<string | undefined, PlanPayment>();
  for (const payment of payments) {
    const { status, period, product } = payment;
    const held = byPlan.get(product.plan);
    if (status === "granted" && period && Date.parse(period.to) > now && (!held || held.period.to < period.to)) {
      byPlan.set(product.plan, { ...payment, period });
    }
  }
  return [...byPlan.values()].sort((one, other) => one.period.to.localeCompare(other.period.to));
}

/** A user has ended the renewal of a plan and begun to pay for another one, but has not paid. */
export interface UnfinishedSwitch {
  readonly from: PlanPayment;
  readonly wanted: Payment;
}

/** @param payments newest first */
export function unfinishedSwitch(payments: readonly Payment[], held: readonly PlanPayment[]): UnfinishedSwitch | undefined {
  const wanted = payments.find(({ product }) => product.plan);
  const from = held[0];
  return wanted && isUnpaid(wanted) && held.length === 1 && from && !from.renews && from.product.plan !== wanted.product.plan
    ? { from, wanted }
    : undefined;
}
