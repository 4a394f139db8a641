import { useTranslation } from "react-i18next";
import type { Offer, PlanPayment } from "@/core/domain/entities/payment";
import { useFormats } from "@/shared/hooks/use-formats";
import type { Purchase } from "../hooks/use-purchase";
import { BuyButton } from "./buy-button";

interface SwitchNoticeProps {
  /** The plan that ends. */
  readonly from: PlanPayment;
  /** The plan that the user has not paid for yet. */
  readonly to: Offer;
  readonly purchase: Purchase;
}

/** For users who left the payment of another plan: says when the one that they have ends, and continues. */
export function SwitchNotice({ from, to, purchase }: SwitchNoticeProps) {
  const { t } = useTranslation("payment");
  const { dayAhead } = useFormats();
  return (
    <section
      aria-labelledby="switch"
      className="mt-5 items-center justify-between gap-8 rounded-2xl bg-surface-secondary p-4 sm:p-5 md:flex"
    >
      <div>
        <h2 id="switch" className="font-semibold">
          {t("switch.unfinished", { plan: t(`app.plans.${to.plan!}`) })}
        </h2>
        <p className="mt-1">{t("switch.unfinishedText", { plan: t(`app.plans.${from.product.plan!}`), date: dayAhead(from.period.to) })}</p>
      </div>
      <div className="shrink-0 max-md:mt-4 md:w-80">
        <BuyButton offer={to} purchase={purchase}>
          {t("switch.pay")}
        </BuyButton>
      </div>
    </section>
  );
}
