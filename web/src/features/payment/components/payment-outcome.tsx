import { buttonVariants } from "@/shared/components/button";
import { BadgeCheck, CircleX, Clock, type LucideIcon, Scale, Undo2 } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { heldPlans, type Payment } from "@/core/domain/entities/payment";
import { Picture } from "@/shared/components/picture";
import { PopularTemplates } from "@/shared/components/popular-templates";
import { useFormats } from "@/shared/hooks/use-formats";
import { useAccount } from "@/shared/queries/account";
import { savedErrand } from "@/shared/stores/errand";
import { usePaymentTexts } from "../hooks/use-payment-texts";
import { usePayments } from "../queries/payments";

const WIDE = "w-full sm:w-auto";
const PRIMARY = `${buttonVariants({ size: "lg" })} ${WIDE}`;
const SECONDARY = `${buttonVariants({ variant: "secondary", size: "lg" })} ${WIDE}`;

interface PaymentOutcomeProps {
  readonly payment: Payment;
  /** Why its state could not be asked for last time. */
  readonly warning: string | null;
  /** Whether the user has waited for long. */
  readonly isLate: boolean;
}

/** What became of a payment, and what the user can do next. */
export function PaymentOutcome({ payment, warning, isLate }: PaymentOutcomeProps) {
  const { t } = useTranslation("payment");
  const { money, product } = usePaymentTexts();
  const names = { amount: money(payment), product: product(payment.product) };
  const [errand] = useState(savedErrand.read);
  switch (payment.status) {
    case "created":
    case "pending":
      return (
        <Outcome Icon={Clock} title={t("result.waiting")} texts={[t("result.waitingText", names), warning, isLate && t("result.late")]}>
          {payment.redirectUrl && (
            <a href={payment.redirectUrl} className={PRIMARY}>
              {t("result.continue")}
            </a>
          )}
        </Outcome>
      );
    case "paid":
      return <Outcome Icon={Clock} title={t("result.paid")} texts={[t("result.paidText", names), warning, isLate && t("result.late")]} />;
    case "granted":
      return <Granted payment={payment} />;
    case "failed":
    case "canceled":
    case "expired":
      return (
        <Outcome
          Icon={CircleX}
          picture={errand?.picture}
          title={t(`result.${payment.status}`)}
          texts={[
            t("result.attempt", names),
            `${t(`result.${payment.status}Text`)} ${t("result.arrives")}`,
            payment.product.plan !== undefined && <Ending key="ending" />,
          ]}
        >
          <Link to="/upgrade" className={PRIMARY}>
            {t("result.again")}
          </Link>
          {errand && (
            // Without the state: there are not enough stars yet.
            <Link to={errand.path} className={SECONDARY}>
              {t("result.back")}
            </Link>
          )}
        </Outcome>
      );
    case "refunding":
    case "refunded":
      return (
        <Outcome Icon={Undo2} title={t(`result.${payment.status}`)} texts={[t(`result.${payment.status}Text`, names)]}>
          <ReceiptLink id={payment.id} />
        </Outcome>
      );
    case "disputed":
      return (
        <Outcome Icon={Scale} title={t("result.disputed")} texts={[t("result.disputedText")]}>
          <Link to="/contact" className={PRIMARY}>
            {t("result.contact")}
          </Link>
          <ReceiptLink id={payment.id} />
        </Outcome>
      );
  }
}

function Granted({ payment: { id, product, period, renews } }: { payment: Payment }) {
  const { t } = useTranslation("payment");
  const { dayAhead } = useFormats();
  const [errand] = useState(savedErrand.read);
  // The stars that the header shows are from before the payment.
  const { data: account, isFetching } = useAccount({ refetchOnMount: "always" });
  const stars = t("app.stars", { count: product.stars });
  const isAccountNew = account && !isFetching;
  const isReady = errand !== null && "run" in errand.state && isAccountNew && account.user.stars >= errand.needed;
  return (
    <Outcome
      Icon={BadgeCheck}
      picture={errand?.picture}
      title={product.plan ? t("result.planAdded", { plan: t(`app.plans.${product.plan}`) }) : t("result.added", { stars })}
      texts={[
        period && t(renews ? "result.planRenewsText" : "result.planAddedText", { stars, date: dayAhead(period.to) }),
        isReady && t("result.readyText"),
        !isReady && isAccountNew && t("result.addedText", { stars: t("app.stars", { count: account.user.stars }) }),
      ]}
    >
      {errand ? (
        <Link to={errand.path} state={errand.state} onClick={savedErrand.clear} className={PRIMARY}>
          {t("run" in errand.state ? "result.make" : "result.back")}
          {"run" in errand.state && <span className="font-normal">({t("app.stars", { count: errand.needed })})</span>}
        </Link>
      ) : (
        <Link to="/create" className={PRIMARY}>
          {t("result.create")}
        </Link>
      )}
      <ReceiptLink id={id} />
    </Outcome>
  );
}

/** For users who wanted to change plans: until when they keep the one that they have. */
function Ending() {
  const { t } = useTranslation("payment");
  const { dayAhead } = useFormats();
  const payments = usePayments().data?.pages.flatMap((page) => page.payments);
  const [now] = useState(Date.now);
  const ending = payments && heldPlans(payments, now).find(({ renews }) => !renews);
  return ending && <p>{t("result.ending", { plan: t(`app.plans.${ending.product.plan!}`), date: dayAhead(ending.period.to) })}</p>;
}

function ReceiptLink({ id }: { id: string }) {
  const { t } = useTranslation("payment");
  return (
    <Link to={`/payments/${id}`} className={SECONDARY}>
      {t("result.receipt")}
    </Link>
  );
}

interface OutcomeProps {
  readonly Icon: LucideIcon;
  /** The address of the picture for which the user pays. */
  readonly picture?: string | null | undefined;
  readonly title: string;
  readonly texts: readonly (ReactElement | string | false | null | undefined)[];
  readonly children?: ReactNode;
}

/** The heading is read to users of screen readers when the state changes. */
export function Outcome({ Icon, picture, title, texts, children }: OutcomeProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <>
      <div className="mx-auto flex w-full max-w-md animate-rise flex-col items-center px-4 py-14 text-center sm:py-20">
        {picture ? (
          <span className="relative mb-6">
            <span className="block aspect-[4/5] w-32 overflow-hidden rounded-3xl bg-surface-tertiary">
              <Picture url={picture} alt="" sizes="8rem" isFirst />
            </span>
            <span className="absolute -bottom-3 -end-3 grid size-11 place-items-center rounded-2xl border-2 border-background bg-surface-tertiary">
              <Icon aria-hidden size={22} strokeWidth={1.8} />
            </span>
          </span>
        ) : (
          <span className="mb-5 grid size-16 place-items-center rounded-2xl bg-surface-tertiary">
            <Icon aria-hidden size={30} strokeWidth={1.6} />
          </span>
        )}
        <h1 ref={heading} tabIndex={-1} className="text-2xl font-bold outline-none">
          {title}
        </h1>
        <div role="status" className="mt-2 space-y-2 text-muted">
          {texts.map((text) => (typeof text === "string" ? <p key={text}>{text}</p> : text))}
        </div>
        {children && <div className="mt-7 flex w-full flex-wrap items-center justify-center gap-2">{children}</div>}
      </div>
      <PopularTemplates isRow />
    </>
  );
}
