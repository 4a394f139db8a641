import { useTranslation } from "react-i18next";
import type { Price } from "../hooks/use-price";

/** The second line of a button that costs stars: the price, and what is left afterwards. */
export function PriceLabel({ price: { stars, balance } }: { price: Price }) {
  const { t } = useTranslation("generation");
  return (
    <span className="block text-xs font-normal tabular-nums">
      {t("app.stars", { count: stars })}
      {balance !== null && balance >= stars && ` · ${t("create.left", { count: balance - stars })}`}
    </span>
  );
}
