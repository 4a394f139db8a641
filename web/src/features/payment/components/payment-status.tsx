import type { Payment } from "@/core/domain/entities/payment";
import { usePaymentTexts } from "../hooks/use-payment-texts";

/** Whether Nero has the money of a payment. */
export const hasMoney = ({ status }: Pick<Payment, "status">): boolean => status === "paid" || status === "granted";

/** The state of a payment. Payments that did not bring money look quieter. */
export function PaymentStatus({ payment }: { payment: Payment }) {
  const { state } = usePaymentTexts();
  const look = hasMoney(payment) ? "border-transparent bg-default text-default-foreground" : "border-border text-muted";
  return <span className={`inline-block rounded-full border px-2.5 py-0.5 text-sm font-medium ${look}`}>{state(payment)}</span>;
}
