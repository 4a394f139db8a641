import { useFailureText } from "@/shared/hooks/use-failure-text";

/** Why a form could not be sent; nothing if there is no failure. */
export function FailureMessage({ failure }: { failure: unknown }) {
  const textOf = useFailureText();
  if (!failure) {
    return null;
  }
  return (
    <p role="alert" className="mt-4 rounded-xl bg-danger-soft px-4 py-3 text-danger-soft-foreground">
      {textOf(failure)}
    </p>
  );
}
