import { buttonVariants } from "@/shared/components/button";
import { Skeleton } from "@/shared/components/skeleton";
import { ChevronRight, ReceiptText, Star } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Failure } from "@/core/api/failure";
import type { Payment } from "@/core/domain/entities/payment";
import { BackButton } from "@/shared/components/back-button";
import { FailureNotice } from "@/shared/components/failure-notice";
import { GetStarsLink } from "@/shared/components/get-stars-link";
import { MoreButton } from "@/shared/components/more-button";
import { Notice } from "@/shared/components/notice";
import { PopularTemplates } from "@/shared/components/popular-templates";
import { useFormats } from "@/shared/hooks/use-formats";
import { usePageTitle } from "@/shared/hooks/use-page-title";
import { useAccount } from "@/shared/queries/account";
import { hasMoney, PaymentStatus } from "../components/payment-status";
import { usePaymentTexts } from "../hooks/use-payment-texts";
import { usePayments } from "../queries/payments";

/** The user's payments, newest first. */
export function PaymentsPage() {
  const { t } = useTranslation("payment");
  const list = usePayments();
  const payments = list.data?.pages.flatMap((page) => page.payments);
  usePageTitle(t("payments.title"));

  if (list.error && !payments) {
    return <FailureNotice isPage failure={Failure.of(list.error)} onRetry={() => void list.refetch()} />;
  }
  if (payments?.length === 0) {
    return (
      <Notice isPage Icon={ReceiptText} title={t("payments.empty.title")} text={t("payments.empty.text")}>
        <GetStarsLink />
      </Notice>
    );
  }
  return (
    <>
      <section aria-labelledby="payments" className="mx-auto w-full max-w-5xl px-4 pb-10 pt-4 sm:px-6">
        <BackButton fallback="/profile/stars" />
        <h1 id="payments" className="mt-3 text-2xl font-bold sm:text-3xl">
          {t("payments.title")}
        </h1>
        <div className="mt-5 grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_18rem]">
          <div>
            {!payments && <Skeleton className="h-40 rounded-2xl" />}
            {payments && (
              <ul className="divide-y divide-separator overflow-hidden rounded-2xl border border-separator bg-surface">
                {payments.map((payment) => (
                  <Row key={payment.id} payment={payment} />
                ))}
              </ul>
            )}
            <MoreButton list={list} />
          </div>
          <Balance />
        </div>
      </section>
      <PopularTemplates isRow />
    </>
  );
}

/** What the payments have led to, and what can be done about them. */
function Balance() {
  const { t } = useTranslation("payment");
  const { data: account } = useAccount();
  return (
    <aside className="rounded-2xl bg-surface-secondary p-5">
      <h2 className="text-sm text-muted">{t("payments.balance")}</h2>
      <p className="mt-1 flex min-h-8 items-center gap-2 text-2xl font-bold">
        <Star aria-hidden size={22} className="fill-ember text-ember" />
        {account && t("app.stars", { count: account.user.stars })}
      </p>
      <Link to="/upgrade" className={`${buttonVariants()} mt-4 w-full`}>
        {t("app.getStars")}
      </Link>
      <p className="mt-4 text-sm text-muted">
        {t("payments.question")}{" "}
        <Link to="/contact" className="shows-focus rounded font-medium link">
          {t("result.contact")}
        </Link>
      </p>
    </aside>
  );
}

function Row({ payment }: { payment: Payment }) {
  const { money, product } = usePaymentTexts();
  const { moment } = useFormats();
  return (
    <li>
      <Link
        to={`/payments/${payment.id}`}
        className="shows-focus flex items-center gap-3 px-4 py-3.5 transition-colors -outline-offset-2 hover:bg-surface-secondary"
      >
        <span className="min-w-0 flex-1">
          <span className="block font-medium">{product(payment.product)}</span>
          <span className="mt-0.5 block text-sm text-muted">{moment(payment.paidAt ?? payment.createdAt)}</span>
          <span className="mt-1.5 block">
            <PaymentStatus payment={payment} />
          </span>
        </span>
        <bdi className={`whitespace-nowrap ${hasMoney(payment) ? "font-semibold" : "text-muted"}`}>{money(payment)}</bdi>
        <ChevronRight aria-hidden size={18} className="shrink-0 text-muted rtl:rotate-180" />
      </Link>
    </li>
  );
}
