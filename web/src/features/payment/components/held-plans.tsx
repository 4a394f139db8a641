import { Button } from "@heroui/react/button";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Failure } from "@/core/api/failure";
import { type PlanPayment, renewsPlans } from "@/core/domain/entities/payment";
import { ActionButton } from "@/shared/components/action-button";
import { useFailureText } from "@/shared/hooks/use-failure-text";
import { useFormats } from "@/shared/hooks/use-formats";
import { useAccount } from "@/shared/queries/account";
import { useIsSignedIn } from "@/shared/stores/sign-in";
import { usePaymentTexts } from "../hooks/use-payment-texts";
import { openPortal } from "../queries/payments";

interface HeldPlansProps {
  readonly held: readonly PlanPayment[];
  /** Asks whether to cancel a plan. */
  onCancel(payment: PlanPayment): void;
}

/** The plans that the user has, what they give, until when, and how to cancel them. */
export function HeldPlans({ held, onCancel }: HeldPlansProps) {
  const { data: account } = useAccount({ enabled: useIsSignedIn() });
  const plan = account?.user.subscription ?? "free";
  // An operator can give a plan without a payment.
  const isGiven = plan !== "free" && held.every(({ product }) => product.plan !== plan);
  return (
    <>
      {isGiven && <GivenPlan plan={plan} />}
      {held.map((payment) => (
        <HeldPlan key={payment.id} payment={payment} onCancel={() => onCancel(payment)} />
      ))}
    </>
  );
}

const BOX = "mt-5 rounded-2xl border border-separator bg-surface p-4 sm:p-5";

function GivenPlan({ plan }: { plan: "pro" | "premium" }) {
  const { t } = useTranslation("payment");
  return (
    <section aria-labelledby={`given-${plan}`} className={BOX}>
      <h2 id={`given-${plan}`} className="font-semibold">
        {t("plan.title", { plan: t(`app.plans.${plan}`) })}
      </h2>
      <p className="mt-1 text-muted">{t("plan.given")}</p>
    </section>
  );
}

function HeldPlan({ payment, onCancel }: { payment: PlanPayment; onCancel: () => void }) {
  const { t } = useTranslation("payment");
  const { date } = useFormats();
  const { money, priceOf } = usePaymentTexts();
  const { id, product, period, renews, provider } = payment;
  const plan = t(`app.plans.${product.plan!}`);
  const stars = t("app.stars", { count: product.stars });
  return (
    <section aria-labelledby={`held-${id}`} className={BOX}>
      <h2 id={`held-${id}`} className="font-semibold">
        {t("plan.title", { plan })}
      </h2>
      <p className="mt-1">{t("plan.gives", { stars, price: priceOf(money(payment), product.months) })}</p>
      <p className="mt-1">{t(renews ? "plan.renewsOn" : "plan.notRenewed", { date: date(period.to) })}</p>
      {renewsPlans({ provider }) && (
        <div className="mt-4 flex flex-wrap items-start gap-2">
          <PortalButton />
          {renews && (
            <Button variant="tertiary" onPress={onCancel}>
              {t("plan.end", { plan })}
            </Button>
          )}
        </div>
      )}
    </section>
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
      <ActionButton variant="secondary" isBusy={isBusy} onPress={() => void open()}>
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
