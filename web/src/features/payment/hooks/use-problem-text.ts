import { useTranslation } from "react-i18next";
import type { Failure } from "@/core/api/failure";
import { useFailureText } from "@/shared/hooks/use-failure-text";

/** The codes whose common text does not fit payments. */
const PROBLEMS = ["KEY_SPENT", "IDEMPOTENCY_MISMATCH", "NOT_FOUND", "CONFLICT"] as const;

/** Returns a function that says why a payment could not be started. */
export function useProblemText(): (failure: Failure) => string {
  const { t } = useTranslation("payment");
  const textOf = useFailureText();
  return (failure) => {
    const code = PROBLEMS.find((own) => own === failure.code);
    return code ? t(`problems.${code}`) : textOf(failure);
  };
}
