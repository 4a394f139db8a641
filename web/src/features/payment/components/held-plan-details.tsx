import { Button } from "@/shared/components/button";
import { CalendarDays } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Failure } from "@/core/api/failure";
import { type PlanPayment, renewsPlans } from "@/core/domain/entities/payment";
import { ActionButton } from "@/shared/components/action-button";
import { useFailureText } from "@/shared/hooks/use-failure-text";
import { useFormats } from "@/shared/hooks/use-formats";
import { openPortal } from "../queries/payments";

interface HeldPlanDetailsProps {
  readonly payment: PlanPayment;
  /** Asks whether to cancel the plan. */
  onCancel(): void;
}

/** Until when a plan that the user has is paid, and how to manage it. */
export function HeldPlanDetails({ payment, onCancel }: HeldPlanDetailsProps) {
  const { t } = useTranslation("payment");
  const { dayAhead } = useFormats();
  const { product, period, renews, provider } = payment;
  return (
    <div className="space-y-4">
      <p className="flex gap-2.5">
        <CalendarDays aria-hidden size={18} className="mt-0.5 shrink-0 text-muted" />
        {t(renews ? "plan.renewsOn" : "plan.notRenewed", { date: dayAhead(period.to) })}
      </p>
      {renewsPlans({ provider }) && (
        <div className="flex flex-wrap items-start gap-2">
          <PortalButton />
          {renews && (
            <Button variant="outline" onPress={onCancel}>
              {t("plan.end", { plan: t(`app.plans.${product.plan!}`) })}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

/** Opens the provider's page with the user's card and invoices. */
function PortalButton() {
  const { t } = useTranslation("payment");
  const textOf = useFailureText();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const open = async () => {
    setBusy(true);
    setProblem(null);
    try {
      location.assign(await openPortal());
    } catch (error) {
      setProblem(Failure.of(error).code === "NOT_FOUND" ? t("plan.noPortal") : textOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div>
      <ActionButton variant="outline" isBusy={isBusy} onPress={() => void open()}>
        {t("plan.manage")}
      </ActionButton>
      {problem && (
        <p role="alert" className="mt-2 text-sm text-danger">
          {problem}
        </p>
      )}
    </div>
  );
}
