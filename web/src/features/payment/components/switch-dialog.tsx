import { Trans, useTranslation } from "react-i18next";
import { type Offer, type PlanPayment, renewsPlans } from "@/core/domain/entities/payment";
import { ConfirmDialog } from "@/shared/components/confirm-dialog";
import { useFormats } from "@/shared/hooks/use-formats";
import { usePaymentTexts } from "../hooks/use-payment-texts";
import type { Purchase } from "../hooks/use-purchase";
import { endRenewal } from "../queries/payments";

/** A change of plan that the user asks for. */
export interface Switch {
  /** The plan that renews. */
  readonly from: PlanPayment;
  readonly to: Offer;
}

interface SwitchDialogProps extends Switch {
  readonly purchase: Purchase;
  onClose(): void;
}

/** Asks whether to change plans. Ends the renewal of the first plan, so that nobody pays for two, and opens the payment of the other. */
export function SwitchDialog({ from, to, purchase, onClose }: SwitchDialogProps) {
  const { t } = useTranslation("payment");
  const { date } = useFormats();
  const { money, renewal } = usePaymentTexts();
  const plan = t(`app.plans.${from.product.plan!}`);
  const other = t(`app.plans.${to.plan!}`);
  const price = money(to.price);
  const isLower = to.stars < from.product.stars;
  return (
    <ConfirmDialog
      isOpen
      title={t("switch.ask", { plan: other })}
      text={
        <>
          <p className="text-foreground">
            <Trans ns="payment" i18nKey="switch.today" values={{ price }} components={{ price: <bdi className="font-bold" /> }} />
          </p>
          <p className="mt-2">{t("switch.starts", { plan: other, stars: t("app.stars", { count: to.stars }) })}</p>
          <p className="mt-2">{t("switch.ends", { plan, date: date(from.period.to) })}</p>
          {renewsPlans(to.price) && <p className="mt-2">{renewal(price, to.months)}</p>}
          {isLower && <p className="mt-2">{t("switch.lower", { plan })}</p>}
        </>
      }
      confirm={t("switch.payPrice", { price })}
      cancel={t("plan.keep", { plan })}
      variant="primary"
      onConfirm={async () => {
        await endRenewal();
        await purchase.buy(to);
      }}
      onClose={onClose}
    />
  );
}
