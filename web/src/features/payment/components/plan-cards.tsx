import { Button } from "@/shared/components/button";
import { Check, CircleCheck } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { type Offer, type PlanPayment, renewsPlans } from "@/core/domain/entities/payment";
import { WELCOME_STARS } from "@/core/domain/entities/stars";
import type { User } from "@/core/domain/entities/user";
import { useAccount } from "@/shared/queries/account";
import { useIsSignedIn } from "@/shared/stores/sign-in";
import { OptionChooser } from "@/shared/components/option-chooser";
import { useFormats } from "@/shared/hooks/use-formats";
import { useMissingStars } from "../hooks/use-missing-stars";
import { usePaymentTexts } from "../hooks/use-payment-texts";
import type { Purchase } from "../hooks/use-purchase";
import { Badge, EdgeBadge } from "./badge";
import { BuyButton } from "./buy-button";
import { HeldPlanDetails } from "./held-plan-details";
import type { Switch } from "./switch-dialog";

type Plan = User["subscription"];

/** How many pictures may be made at once with each plan. */
const JOBS: Record<Plan, number> = { free: 2, pro: 4, premium: 8 };

const PERIOD = "months";

interface PlanCardsProps {
  readonly offers: readonly Offer[];
  /** The plans that the user has paid for. */
  readonly held: readonly PlanPayment[];
  /** Whether the page has another main action. */
  readonly isSecondary: boolean;
  readonly purchase: Purchase;
  /** Asks whether to cancel a plan. */
  onCancel(payment: PlanPayment): void;
  /** Asks whether to change plans. */
  onSwitch(change: Switch): void;
}

/** The plans side by side, for users without one the free one first, with the prices of the chosen period. */
export function PlanCards({ offers, held, isSecondary, purchase, onCancel, onSwitch }: PlanCardsProps) {
  const { t } = useTranslation("payment");
  const { percent } = useFormats();
  const { billing } = usePaymentTexts();
  const { data: account } = useAccount({ enabled: useIsSignedIn() });
  const missing = useMissingStars()?.missing ?? 0;
  const hasPlan = held.length > 0 || (account !== undefined && account.user.subscription !== "free");
  const [parameters, setParameters] = useSearchParams();
  const periods = [...new Set(offers.map(({ months = 1 }) => months))].sort((one, other) => one - other);
  // In the URL, so that it stays the same after a sign-in.
  const chosen = periods.find((months) => String(months) === parameters.get(PERIOD)) ?? periods[0]!;
  const isHeld = (plan: Plan) => held.some(({ product }) => product.plan === plan);
  const plans = [...new Set(offers.map(({ plan }) => plan!))];
  const highest = plans.findLastIndex(isHeld);
  /** The plan above the one that the user has, or the first one. */
  const recommended = isSecondary || missing > 0 ? undefined : (plans[highest + 1] ?? plans[highest]);
  const monthlyOf = (plan: Plan) => offers.find((offer) => offer.plan === plan && offer.months === 1);
  /** What every plan that is sold for a period saves at least. */
  const savedIn = (period: number) =>
    Math.min(...offers.filter(({ months }) => months === period).map((offer) => savedBy(offer, monthlyOf(offer.plan!))));
  const choose = (months: string) => setParameters({ [PERIOD]: months }, { replace: true, preventScrollReset: true });
  return (
    <>
      {periods.length > 1 && (
        <div className="mt-4">
          <OptionChooser
            legend={t("upgrade.period")}
            name={PERIOD}
            isSegmented
            options={periods.map(String)}
            value={String(chosen)}
            isBusy={purchase.busyId !== null}
            render={(months) => {
              const saved = savedIn(Number(months));
              return (
                <>
                  {billing(Number(months))}
                  {saved > 0 && <span className="font-medium">{t("upgrade.save", { percent: percent(saved) })}</span>}
                </>
              );
            }}
            onChoose={choose}
          />
        </div>
      )}
      <ul className={`mt-7 grid gap-x-4 gap-y-7 ${hasPlan ? "md:grid-cols-2" : "md:grid-cols-3"}`}>
        {!hasPlan && <FreeCard isHeld={account !== undefined} />}
        {plans.map((plan) => {
          const ofPlan = offers.filter((offer) => offer.plan === plan);
          return (
            <PlanCard
              key={plan}
              plan={plan}
              offer={ofPlan.find(({ months }) => months === chosen) ?? ofPlan[0]!}
              monthly={monthlyOf(plan)}
              held={held.find(({ product }) => product.plan === plan)}
              renewing={held.find(({ product, renews }) => product.plan !== plan && renews)}
              isSecondary={plan !== recommended}
              purchase={purchase}
              onCancel={onCancel}
              onSwitch={onSwitch}
            />
          );
        })}
      </ul>
    </>
  );
}

function FreeCard({ isHeld }: { isHeld: boolean }) {
  const { t } = useTranslation("payment");
  return (
    <Card
      plan="free"
      isHeld={isHeld}
      price={t("upgrade.free")}
      facts={[t("upgrade.welcome", { stars: t("app.stars", { count: WELCOME_STARS }) }), t("upgrade.freePacks")]}
      className="order-last md:order-none"
    />
  );
}

interface PlanCardProps {
  readonly plan: Exclude<Plan, "free">;
  readonly offer: Offer;
  /** The offer with which a longer one is compared. */
  readonly monthly: Offer | undefined;
  readonly held: PlanPayment | undefined;
  /** Another plan of the user that renews. */
  readonly renewing: PlanPayment | undefined;
  readonly isSecondary: boolean;
  readonly purchase: Purchase;
  onCancel(payment: PlanPayment): void;
  onSwitch(change: Switch): void;
}

function PlanCard({ plan, offer, monthly, held, renewing, isSecondary, purchase, onCancel, onSwitch }: PlanCardProps) {
  const { t } = useTranslation("payment");
  const { percent } = useFormats();
  const { money, priceOf, renewal } = usePaymentTexts();
  const name = t(`app.plans.${plan}`);
  // A plan that renews costs what the user has agreed to.
  const running = held?.renews ? held : undefined;
  const { stars, months } = running?.product ?? offer;
  const saved = running ? 0 : savedBy(offer, monthly);
  return (
    <Card
      plan={plan}
      isHeld={held !== undefined}
      isRecommended={!isSecondary}
      price={priceOf(money(running ?? offer.price), months)}
      note={saved > 0 && t("upgrade.save", { percent: percent(saved) })}
      facts={[
        t("upgrade.starsPerMonth", { stars: t("app.stars", { count: stars }) }),
        t("upgrade.kept"),
        ...(months === 1 ? [] : [t("upgrade.monthly")]),
      ]}
    >
      {held && <HeldPlanDetails payment={held} onCancel={() => onCancel(held)} />}
      {!running &&
        (renewing ? (
          <div>
            <Button
              size="lg"
              variant={isSecondary ? "outline" : "primary"}
              fullWidth
              isDisabled={purchase.busyId !== null}
              onPress={() => onSwitch({ from: renewing, to: offer })}
            >
              {t("switch.to", { plan: name })}
            </Button>
            {renewsPlans(offer.price) && <p className="mt-2.5 text-sm text-muted">{renewal(money(offer.price), offer.months)}</p>}
          </div>
        ) : (
          <BuyButton offer={offer} purchase={purchase} isSecondary={isSecondary}>
            {t(held ? "upgrade.extendPlan" : "upgrade.getPlan", { plan: name })}
          </BuyButton>
        ))}
    </Card>
  );
}

interface CardProps {
  readonly plan: Plan;
  readonly price: string;
  /** Beside the price. */
  readonly note?: ReactNode;
  readonly isHeld?: boolean;
  readonly isRecommended?: boolean;
  /** What the plan gives, except the pictures at once. */
  readonly facts: readonly string[];
  readonly className?: string;
  readonly children?: ReactNode;
}

function Card({ plan, price, note, isHeld = false, isRecommended = false, facts, className = "", children }: CardProps) {
  const { t } = useTranslation("payment");
  return (
    <li
      aria-labelledby={`plan-${plan}`}
      className={`relative flex flex-col rounded-3xl border p-5 sm:p-6 ${isHeld ? "border-transparent bg-surface-secondary" : isRecommended ? "border-foreground bg-surface" : "border-separator bg-surface"} ${className}`}
    >
      {isRecommended && !isHeld && <EdgeBadge>{t("upgrade.recommended")}</EdgeBadge>}
      <div className="flex flex-wrap items-center gap-2">
        <h3 id={`plan-${plan}`} className="text-lg font-semibold">
          {t(`app.plans.${plan}`)}
        </h3>
        {isHeld && (
          <p className="flex items-center gap-1.5 text-sm font-medium text-muted">
            <CircleCheck aria-hidden size={16} />
            {t("upgrade.yours")}
          </p>
        )}
      </div>
      <p className="mt-1 flex flex-wrap items-center gap-x-2.5 gap-y-1 text-2xl font-bold">
        <bdi>{price}</bdi>
        {note && <Badge>{note}</Badge>}
      </p>
      <ul className="mt-4 space-y-2">
        {[...facts, t("upgrade.jobs", { count: JOBS[plan] })].map((fact) => (
          <li key={fact} className="flex gap-2.5">
            <Check aria-hidden size={18} className="mt-0.5 shrink-0 text-muted" />
            {fact}
          </li>
        ))}
      </ul>
      {children && <div className="mt-auto space-y-5 pt-6">{children}</div>}
    </li>
  );
}

/** The fraction of its price that an offer saves. */
function savedBy({ price, months = 1 }: Offer, monthly: Offer | undefined): number {
  const full = monthly?.price.currency === price.currency ? monthly.price.amount * months : price.amount;
  return Math.floor((1 - price.amount / full) * 100) / 100;
}
