import { Button, buttonVariants } from "@/shared/components/button";
import { Skeleton } from "@/shared/components/skeleton";
import { toast } from "@/shared/stores/toasts";
import { Copy, Printer } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { Failure } from "@/core/api/failure";
import { isUnsettled, type Payment } from "@/core/domain/entities/payment";
import { BackButton } from "@/shared/components/back-button";
import { NotFoundPage } from "@/shared/components/not-found-page";
import { FailureNotice } from "@/shared/components/failure-notice";
import { useFormats } from "@/shared/hooks/use-formats";
import { usePageTitle } from "@/shared/hooks/use-page-title";
import { PaymentStatus } from "../components/payment-status";
import { usePaymentTexts } from "../hooks/use-payment-texts";
import { usePayment } from "../queries/payments";

const SHOWN_DIGITS = 8;

/** One payment in detail. */
export function ReceiptPage() {
  const { t } = useTranslation("payment");
  const { id = "" } = useParams();
  const { data, error, refetch } = usePayment(id);
  const payment = data?.data.payment;
  const title = t(payment?.paidAt ? "receipt.title" : "receipt.unpaidTitle");
  usePageTitle(title);
  if (error && !payment) {
    const failure = Failure.of(error);
    return failure.code === "NOT_FOUND" ? <NotFoundPage /> : <FailureNotice isPage failure={failure} onRetry={() => void refetch()} />;
  }
  return (
    <div className="mx-auto w-full max-w-2xl px-4 pb-14 pt-4 sm:px-6">
      <div className="print:hidden">
        <BackButton fallback="/payments" />
      </div>
      <h1 className="mt-3 text-2xl font-bold sm:text-3xl">{title}</h1>
      {payment ? <Details payment={payment} /> : <Skeleton className="mt-5 h-72 rounded-2xl" />}
    </div>
  );
}

function Details({ payment }: { payment: Payment }) {
  const { t } = useTranslation("payment");
  const { date, dateTime } = useFormats();
  const { money, product } = usePaymentTexts();
  const { id, period, paidAt, createdAt, provider } = payment;
  return (
    <>
      <dl className="mt-5 divide-y divide-separator rounded-2xl border border-separator bg-surface">
        <div className="px-4 py-5">
          <dt className="text-muted">{t("receipt.amount")}</dt>
          <dd className="mt-1 text-3xl font-bold">
            <bdi>{money(payment)}</bdi>
          </dd>
        </div>
        <Line term={t("receipt.state")}>
          <PaymentStatus payment={payment} />
        </Line>
        <Line term={t("receipt.what")}>{product(payment.product)}</Line>
        <Line term={t(paidAt ? "receipt.paid" : "receipt.ordered")}>{dateTime(paidAt ?? createdAt)}</Line>
        {period && <Line term={t("receipt.period")}>{t("receipt.range", { from: date(period.from), to: date(period.to) })}</Line>}
        <Line term={t("receipt.provider")}>{t(`receipt.providers.${provider}`)}</Line>
        <Line term={t(paidAt ? "receipt.number" : "receipt.unpaidNumber")}>
          <PaymentNumber id={id} />
        </Line>
      </dl>
      <div className="mt-6 print:hidden">
        {isUnsettled(payment) ? (
          <Link to={`/upgrade/result?payment=${id}`} className={buttonVariants({ size: "lg" })}>
            {t("result.title")}
          </Link>
        ) : (
          paidAt && (
            <Button variant="secondary" size="lg" className="w-full sm:w-auto" onPress={() => print()}>
              <Printer aria-hidden />
              {t("receipt.print")}
            </Button>
          )
        )}
      </div>
    </>
  );
}

/** Its last digits, with a button that copies all of them. The printed receipt has all. */
function PaymentNumber({ id }: { id: string }) {
  const { t } = useTranslation("payment");
  const copy = async () => {
    await navigator.clipboard.writeText(id);
    toast.success(t("receipt.copied"));
  };
  return (
    <span className="flex items-center gap-1">
      <bdi dir="ltr" className="font-mono text-sm">
        <span className="hidden print:inline">{id}</span>
        <span className="print:hidden">…{id.slice(-SHOWN_DIGITS)}</span>
      </bdi>
      <Button
        isIconOnly
        size="sm"
        variant="ghost"
        aria-label={t("receipt.copy")}
        className="-my-2 -me-2 print:hidden"
        onPress={() => void copy()}
      >
        <Copy aria-hidden />
      </Button>
    </span>
  );
}

function Line({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap justify-between gap-x-6 px-4 py-3">
      <dt className="text-muted">{term}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}
