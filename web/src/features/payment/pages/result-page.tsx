import { buttonVariants } from "@/shared/components/button";
import { Clock, SearchX } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { useConnection } from "@/core/api/connection";
import { Failure } from "@/core/api/failure";
import { isUnsettled } from "@/core/domain/entities/payment";
import { usePageTitle } from "@/shared/hooks/use-page-title";
import { Outcome, PaymentOutcome } from "../components/payment-outcome";
import { usePayment } from "../queries/payments";
import { startedPayment } from "../stores/started-payment";

/** Milliseconds after which a payment takes longer than usual. */
const LATE = 40_000;

/** The page to which the provider sends the buyer. Asks the server what became of the payment; its URL proves nothing. */
export function ResultPage() {
  const { t } = useTranslation("payment");
  const [parameters] = useSearchParams();
  const id = parameters.get("payment") ?? "";
  const { data, error } = usePayment(id);
  const isReachable = useConnection((state) => state.isReachable);
  const isLate = useIsLate();
  const payment = data?.data.payment;
  const isOver = payment !== undefined && !isUnsettled(payment);
  usePageTitle(t("result.title"));

  // The next payment is another one.
  useEffect(() => {
    if (isOver) {
      startedPayment.clear();
    }
  }, [isOver]);

  if (id === "" || (error && Failure.of(error).code === "NOT_FOUND")) {
    return (
      <Outcome key="none" Icon={SearchX} title={t("result.none")} texts={[t("result.noneText")]}>
        <Link to="/payments" className={buttonVariants({ size: "lg" })}>
          {t("payments.title")}
        </Link>
      </Outcome>
    );
  }
  const warning = isReachable ? error && t("result.unreachable") : t("result.offline");
  return payment ? (
    <PaymentOutcome key={payment.status} payment={payment} warning={isOver ? null : warning} isLate={isLate} />
  ) : (
    <Outcome key="loading" Icon={Clock} title={t("result.title")} texts={[warning ?? t("app.loading"), isLate && t("result.late")]} />
  );
}

function useIsLate(): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), LATE);
    return () => clearTimeout(timer);
  }, []);
  return isLate;
}
