import { buttonVariants } from "@/shared/components/button";
import { Skeleton } from "@/shared/components/skeleton";
import { Store } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Trans, useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Failure } from "@/core/api/failure";
import { heldPlans, type PlanPayment, renewsPlans, unfinishedSwitch } from "@/core/domain/entities/payment";
import { BackButton } from "@/shared/components/back-button";
import { FailureNotice } from "@/shared/components/failure-notice";
import { Notice } from "@/shared/components/notice";
import { usePageTitle } from "@/shared/hooks/use-page-title";
import { savedErrand } from "@/shared/stores/errand";
import { useIsSignedIn } from "@/shared/stores/sign-in";
import { CancelDialog } from "../components/cancel-dialog";
import { CountrySelect } from "../components/country-select";
import { HeldPlans } from "../components/held-plans";
import { MissingStars } from "../components/missing-stars";
import { PackCards } from "../components/pack-cards";
import { PlanCards } from "../components/plan-cards";
import { type Switch, SwitchDialog } from "../components/switch-dialog";
import { SwitchNotice } from "../components/switch-notice";
import { useCountry } from "../hooks/use-country";
import { usePurchase } from "../hooks/use-purchase";
import { usePayments } from "../queries/payments";
import { useOffers } from "../queries/products";

/** What is for sale in the user's country: plans and packs. */
export function UpgradePage() {
  const { t } = useTranslation("payment");
  const isSignedIn = useIsSignedIn();
  const [country, chooseCountry] = useCountry();
  const { data: offers, error, refetch } = useOffers(country);
  const payments = usePayments();
  const purchase = usePurchase();
  const [now] = useState(Date.now);
  // Those who lack stars for a picture see first what gives them stars at once.
  const [hasErrand] = useState(() => savedErrand.read() !== null);
  const [canceling, setCanceling] = useState<PlanPayment | null>(null);
  const [switching, setSwitching] = useState<Switch | null>(null);
  usePageTitle(t("upgrade.title"));

  const made = payments.data?.pages.flatMap((page) => page.payments);
  const held = made && heldPlans(made, now);
  const unfinished = made && held && unfinishedSwitch(made, held);
  const plans = offers?.filter(({ kind }) => kind === "plan") ?? [];
  const packs = offers?.filter(({ kind }) => kind === "pack") ?? [];
  const wanted =
    unfinished && plans.find(({ plan, months }) => plan === unfinished.wanted.product.plan && months === unfinished.wanted.product.months);
  const sections = [
    plans.length > 0 && (
      <Section
        key="plans"
        id="plans"
        title={t("upgrade.plans")}
        text={plans.some(({ price }) => renewsPlans(price)) ? undefined : t("upgrade.once")}
      >
        <PlanCards
          offers={plans}
          held={held ?? []}
          isSecondary={wanted !== undefined}
          purchase={purchase}
          onCancel={setCanceling}
          onSwitch={setSwitching}
        />
      </Section>
    ),
    packs.length > 0 && (
      <Section key="packs" id="packs" title={t("upgrade.packs")} text={t("upgrade.packsText")}>
        <PackCards offers={packs} isSecondary={plans.length > 0} purchase={purchase} />
      </Section>
    ),
  ];
  return (
    <div className="mx-auto w-full max-w-5xl px-4 pb-14 pt-4 sm:px-6">
      <BackButton fallback={isSignedIn ? "/profile/stars" : "/"} />
      <h1 className="mt-3 text-2xl font-bold sm:text-3xl">{t("upgrade.title")}</h1>
      <p className="mt-1 text-pretty text-muted">{t("upgrade.text")}</p>
      <MissingStars />
      {unfinished && wanted && <SwitchNotice from={unfinished.from} to={wanted} purchase={purchase} />}
      {held && offers && (
        <HeldPlans held={held} isOffered={({ product }) => plans.some(({ plan }) => plan === product.plan)} onCancel={setCanceling} />
      )}
      {canceling && (
        <CancelDialog payment={canceling} renewing={held?.filter(({ renews }) => renews) ?? []} onClose={() => setCanceling(null)} />
      )}
      {switching && <SwitchDialog {...switching} purchase={purchase} onClose={() => setSwitching(null)} />}
      {offers && payments.error && !held && <FailureNotice failure={Failure.of(payments.error)} onRetry={() => void payments.refetch()} />}
      {error && !offers && <FailureNotice failure={Failure.of(error)} onRetry={() => void refetch()} />}
      {!error && !offers && <Loading />}
      {offers?.length === 0 && (
        <Notice Icon={Store} title={t("upgrade.none.title")} text={t("upgrade.none.text")}>
          <Link to={isSignedIn ? "/profile/stars" : "/"} className={buttonVariants({ variant: "secondary" })}>
            {t(isSignedIn ? "upgrade.toStars" : "app.notFound.home")}
          </Link>
        </Notice>
      )}
      {hasErrand ? sections.toReversed() : sections}
      {country && (
        <div className="mt-8">
          <CountrySelect country={country} currency={offers?.[0]?.price.currency} onChange={chooseCountry} />
        </div>
      )}
      {offers && offers.length > 0 && (
        <p className="mt-4 text-sm text-muted">
          <Trans
            ns="payment"
            i18nKey="upgrade.terms"
            components={{
              terms: <Link to="/terms" className="shows-focus rounded font-medium link" />,
            }}
          />{" "}
          {!isSignedIn && t("upgrade.signIn")}
        </p>
      )}
    </div>
  );
}

function Section({ id, title, text, children }: { id: string; title: string; text?: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="mt-8">
      <h2 id={id} className="text-xl font-semibold">
        {title}
      </h2>
      {text && <p className="mt-0.5 text-muted">{text}</p>}
      {children}
    </section>
  );
}

function Loading() {
  const { t } = useTranslation("payment");
  return (
    <div role="status" className="mt-8">
      <span className="sr-only">{t("app.loading")}</span>
      <div aria-hidden className="grid gap-4 md:grid-cols-3">
        {[0, 1, 2].map((index) => (
          <Skeleton key={index} className="h-72 rounded-3xl" />
        ))}
      </div>
    </div>
  );
}
