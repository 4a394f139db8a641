import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Payment, Product } from "@/core/domain/entities/payment";
import { formatMoney, type Money } from "@/core/domain/money";
import { usePreferences } from "@/shared/stores/preferences";
import { localeOf } from "@/shared/translations/i18n";

const MONTHS = { 1: "month", 12: "year" } as Record<number, "month" | "year">;

/** Returns functions that describe products and amounts in the chosen language. */
export function usePaymentTexts() {
  const { t } = useTranslation("payment");
  const locale = localeOf(usePreferences((state) => state.language));
  return useMemo(() => {
    const period = (months: number) => MONTHS[months] ?? "months";
    return {
      money: (money: Money) => formatMoney(money, locale, t("money.toman")),
      /** A price for each period, such as "€6.99 a month". */
      priceOf: (price: string, months = 1) => t(`money.per.${period(months)}`, { price, count: months }),
      /** How a plan is paid: monthly or yearly. */
      billing: (months: number) => t(`upgrade.billing.${period(months)}`, { count: months }),
      /** When a plan is charged again. */
      renewal: (price: string, months = 1) => t(`upgrade.renewal.${period(months)}`, { price, count: months }),
      /** What a product gives, such as "Pro for a month". */
      product: ({ plan, stars, months = 1 }: Pick<Product, "plan" | "stars" | "months">) =>
        plan ? t(`payments.plan.${period(months)}`, { plan: t(`app.plans.${plan}`), count: months }) : t("app.stars", { count: stars }),
      state: ({ status }: Pick<Payment, "status">) => t(`payments.states.${status}`),
    };
  }, [t, locale]);
}
