import { useTranslation } from "react-i18next";
import { freePictures } from "@/core/domain/entities/stars";
import { useIsSignedIn } from "@/shared/stores/sign-in";
import type { Price } from "../hooks/use-price";

/** The second line of a button that costs stars: the price, and what is left afterwards. Guests read how many pictures are free. */
export function PriceLabel({ price: { stars, balance } }: { price: Price }) {
  const { t } = useTranslation("generation");
  const isSignedIn = useIsSignedIn();
  const free = isSignedIn ? 0 : freePictures(stars);
  const cost = free > 0 ? t("template.free", { count: free }) : t("app.stars", { count: stars });
  const left = balance !== null && balance >= stars ? t("create.left", { count: balance - stars }) : null;
  return (
    <span className="block text-xs font-normal tabular-nums">{left === null ? cost : t("app.joined", { first: cost, second: left })}</span>
  );
}
