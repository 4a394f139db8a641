import { toast } from "@/shared/stores/toasts";
import { useTranslation } from "react-i18next";
import type { PlanPayment } from "@/core/domain/entities/payment";
import { ConfirmDialog } from "@/shared/components/confirm-dialog";
import { useFormats } from "@/shared/hooks/use-formats";
import { endRenewal } from "../queries/payments";

interface CancelDialogProps {
  readonly payment: PlanPayment;
  /** The plans of the user that renew. All of them end together. */
  readonly renewing: readonly PlanPayment[];
  onClose(): void;
}

/** Asks whether to end the renewal of a plan. */
export function CancelDialog({ payment: { product, period }, renewing, onClose }: CancelDialogProps) {
  const { t } = useTranslation("payment");
  const { dayAhead } = useFormats();
  const plan = t(`app.plans.${product.plan!}`);
  const other = renewing.find((one) => one.product.plan !== product.plan);
  return (
    <ConfirmDialog
      isOpen
      title={t("plan.ask", { plan })}
      text={
        <>
          <p>{t("plan.askText", { plan, date: dayAhead(period.to) })}</p>
          {other && <p className="mt-2">{t("plan.askOther", { plan: t(`app.plans.${other.product.plan!}`) })}</p>}
        </>
      }
      confirm={t("plan.end", { plan })}
      cancel={t("plan.keep", { plan })}
      variant="secondary"
      onConfirm={async () => {
        await endRenewal();
        toast.success(t("plan.ended"));
      }}
      onClose={onClose}
    />
  );
}
