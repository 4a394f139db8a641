import { useTranslation } from "react-i18next";
import { type Offer, renewsPlans } from "@/core/domain/entities/payment";
import { ActionButton } from "@/shared/components/action-button";
import { usePaymentTexts } from "../hooks/use-payment-texts";
import { useProblemText } from "../hooks/use-problem-text";
import type { Purchase } from "../hooks/use-purchase";

interface BuyButtonProps {
  readonly offer: Offer;
  readonly purchase: Purchase;
  /** Whether another product is recommended. */
  readonly isSecondary?: boolean;
  readonly children: string;
}

/** Starts the payment for a product. Says below when the payment repeats, and why an attempt failed. */
export function BuyButton({ offer, purchase: { busyId, problem, buy }, isSecondary = false, children }: BuyButtonProps) {
  const { t } = useTranslation("payment");
  const { money, renewal } = usePaymentTexts();
  const problemText = useProblemText();
  const isBusy = busyId === offer.id;
  const failure = problem?.productId === offer.id ? problem.failure : null;
  const isRepeated = offer.kind === "plan" && renewsPlans(offer.price);
  const terms = `terms-${offer.id}`;
  return (
    <div>
      <ActionButton
        size="lg"
        variant={isSecondary ? "outline" : "primary"}
        fullWidth
        isBusy={isBusy}
        isDisabled={busyId !== null && !isBusy}
        aria-describedby={isRepeated ? terms : undefined}
        onPress={() => void buy(offer)}
      >
        {children}
      </ActionButton>
      {isRepeated && (
        <p id={terms} className="mt-2.5 text-sm text-muted">
          {renewal(money(offer.price), offer.months)}
        </p>
      )}
      <p role="status" className="sr-only">
        {isBusy && t("upgrade.opening")}
      </p>
      {failure && (
        <p role="alert" className="mt-2 text-sm text-danger">
          {problemText(failure)}
        </p>
      )}
    </div>
  );
}
