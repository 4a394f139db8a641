import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
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
  const { dayAhead } = useFormats();
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
          <dl className="divide-y divide-separator rounded-2xl border border-separator">
            <Row term={t("switch.today")}>
              <bdi className="text-lg font-bold">{price}</bdi>
            </Row>
            <Row term={t("switch.new", { plan: other })}>
              {t("switch.starts", { stars: t("app.stars", { count: to.stars }) })}
              {renewsPlans(to.price) && <span className="mt-1 block font-normal text-muted">{renewal(price, to.months)}</span>}
            </Row>
            <Row term={t("switch.old", { plan })}>
              {t("switch.ends", { date: dayAhead(from.period.to) })}
              <span className="mt-1 block font-normal text-muted">{t("switch.kept")}</span>
            </Row>
          </dl>
          {isLower && <p className="mt-3 text-sm">{t("switch.lower", { plan })}</p>}
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

function Row({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 gap-y-0.5 px-4 py-3 sm:grid-cols-[8rem_1fr]">
      <dt className="text-sm leading-6">{term}</dt>
      <dd className="font-medium text-foreground">{children}</dd>
    </div>
  );
}
