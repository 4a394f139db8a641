import { useTranslation } from "react-i18next";
import type { PlanPayment } from "@/core/domain/entities/payment";
import { useAccount } from "@/shared/queries/account";
import { useIsSignedIn } from "@/shared/stores/sign-in";
import { usePaymentTexts } from "../hooks/use-payment-texts";
import { HeldPlanDetails } from "./held-plan-details";

interface HeldPlansProps {
  /** The plans that the user has paid for. */
  readonly held: readonly PlanPayment[];
  /** Whether the plans for sale include one, so that its card says that the user has it. */
  isOffered(payment: PlanPayment): boolean;
  /** Asks whether to cancel a plan. */
  onCancel(payment: PlanPayment): void;
}

/** The plans that the user has and that no card shows: one that was given, and those that are not for sale in the chosen country. */
export function HeldPlans({ held, isOffered, onCancel }: HeldPlansProps) {
  const { data: account } = useAccount({ enabled: useIsSignedIn() });
  const plan = account?.user.subscription ?? "free";
  // An operator can give a plan without a payment.
  const isGiven = plan !== "free" && held.every(({ product }) => product.plan !== plan);
  return (
    <>
      {isGiven && <GivenPlan plan={plan} />}
      {held
        .filter((payment) => !isOffered(payment))
        .map((payment) => (
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
  const { money, priceOf } = usePaymentTexts();
  const { id, product } = payment;
  const stars = t("app.stars", { count: product.stars });
  return (
    <section aria-labelledby={`held-${id}`} className={BOX}>
      <h2 id={`held-${id}`} className="font-semibold">
        {t("plan.title", { plan: t(`app.plans.${product.plan!}`) })}
      </h2>
      <p className="mt-1">{t("plan.gives", { stars, price: priceOf(money(payment), product.months) })}</p>
      <div className="mt-3">
        <HeldPlanDetails payment={payment} onCancel={onCancel} />
      </div>
    </section>
  );
}
