import { Star } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Offer } from "@/core/domain/entities/payment";
import { listPrice, useEngines } from "@/shared/queries/engines";
import { usePaymentTexts } from "../hooks/use-payment-texts";
import type { Purchase } from "../hooks/use-purchase";
import { BuyButton } from "./buy-button";

/** The packs of stars, with the number of pictures that they pay for. */
export function PackCards({ offers, purchase }: { offers: readonly Offer[]; purchase: Purchase }) {
  const { t } = useTranslation("payment");
  const { money } = usePaymentTexts();
  const cost = listPrice(useEngines());
  return (
    <ul className="mt-4 grid gap-4 sm:grid-cols-2 md:grid-cols-3">
      {offers.map((offer) => {
        const stars = t("app.stars", { count: offer.stars });
        return (
          <li
            key={offer.id}
            aria-labelledby={`pack-${offer.id}`}
            className="flex flex-col rounded-3xl border border-separator bg-surface p-5 sm:p-6"
          >
            <div className="flex items-center justify-between gap-3">
              <h3 id={`pack-${offer.id}`} className="flex items-center gap-2 text-lg font-semibold">
                <Star aria-hidden size={20} className="fill-ember text-ember" />
                {stars}
              </h3>
              <p className="text-lg font-bold">
                <bdi>{money(offer.price)}</bdi>
              </p>
            </div>
            {cost !== undefined && <p className="mt-2 text-muted">{t("upgrade.pictures", { count: Math.floor(offer.stars / cost) })}</p>}
            <BuyButton offer={offer} purchase={purchase}>
              {t("upgrade.buyPack", { stars })}
            </BuyButton>
          </li>
        );
      })}
    </ul>
  );
}
