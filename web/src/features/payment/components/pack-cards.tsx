import { Star } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Offer } from "@/core/domain/entities/payment";
import { listPrice, useEngines } from "@/shared/queries/engines";
import { useMissingStars } from "../hooks/use-missing-stars";
import { usePaymentTexts } from "../hooks/use-payment-texts";
import type { Purchase } from "../hooks/use-purchase";
import { EdgeBadge } from "./badge";
import { BuyButton } from "./buy-button";

interface PackCardsProps {
  readonly offers: readonly Offer[];
  /** Whether the page has another main action, unless the user lacks stars. */
  readonly isSecondary: boolean;
  readonly purchase: Purchase;
}

/**
 * The packs of stars, with the number of pictures that they pay for. One is recommended: for users who lack stars the smallest that
 * gives enough, which comes first, and otherwise the one whose stars are cheapest.
 */
export function PackCards({ offers, isSecondary, purchase }: PackCardsProps) {
  const { t } = useTranslation("payment");
  const { money } = usePaymentTexts();
  const cost = listPrice(useEngines());
  const missing = useMissingStars()?.missing ?? 0;
  const covering = missing > 0 ? smallestOf(offers.filter(({ stars }) => stars >= missing)) : undefined;
  const recommended = covering ?? cheapestOf(offers);
  const sorted = covering ? [covering, ...offers.filter((offer) => offer !== covering)] : offers;
  return (
    <ul className="mt-6 grid gap-x-4 gap-y-6 sm:grid-cols-2 md:grid-cols-3">
      {sorted.map((offer) => {
        const isRecommended = offer === recommended;
        const stars = t("app.stars", { count: offer.stars });
        return (
          <li
            key={offer.id}
            aria-labelledby={`pack-${offer.id}`}
            className={`relative flex flex-col rounded-3xl border bg-surface p-5 sm:p-6 ${isRecommended ? "border-foreground" : "border-separator"}`}
          >
            <div className="flex items-center justify-between gap-3">
              <h3 id={`pack-${offer.id}`} className="flex items-center gap-2 text-lg font-semibold">
                <Star aria-hidden size={20} className="fill-ember text-ember" />
                {stars}
              </h3>
              <p className="text-xl font-bold">
                <bdi>{money(offer.price)}</bdi>
              </p>
            </div>
            {isRecommended && <EdgeBadge>{t(covering ? "upgrade.covers" : "upgrade.bestValue")}</EdgeBadge>}
            <div className="mb-5 mt-1.5 flex flex-wrap justify-between gap-x-3 text-sm text-muted">
              {cost !== undefined && <p>{t("upgrade.pictures", { count: Math.floor(offer.stars / cost) })}</p>}
              <p>
                <bdi>{t("upgrade.perStar", { price: money({ ...offer.price, amount: Math.round(perStar(offer)) }) })}</bdi>
              </p>
            </div>
            <div className="mt-auto">
              <BuyButton offer={offer} purchase={purchase} isSecondary={covering ? !isRecommended : isSecondary}>
                {t("upgrade.buyPack", { stars })}
              </BuyButton>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

const perStar = ({ price, stars }: Offer): number => price.amount / stars;

const smallestOf = (offers: readonly Offer[]): Offer | undefined => offers.toSorted((one, other) => one.stars - other.stars)[0];

/** The offer whose stars cost less than those of every other one. */
function cheapestOf(offers: readonly Offer[]): Offer | undefined {
  const [first, second] = offers.toSorted((one, other) => perStar(one) - perStar(other));
  return first && second && perStar(first) < perStar(second) ? first : undefined;
}
