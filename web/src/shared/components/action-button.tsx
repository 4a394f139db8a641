import { Button, type ButtonProps } from "@/shared/components/button";
import { LoaderCircle } from "lucide-react";
import type { ReactNode } from "react";
import { useIsThrottled } from "@/shared/hooks/use-is-throttled";

interface ActionButtonProps extends Omit<ButtonProps, "children" | "className" | "isPending"> {
  /** While true, the button keeps the focus but ignores presses. */
  readonly isBusy: boolean;
  /** Whether it works while the server refuses all changes. */
  readonly isAlwaysAllowed?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

/**
 * A button for asynchronous actions. Replaces `isPending`, whose screen reader announcement refers to the button by id: the
 * reference breaks when the action navigates to another page.
 */
export function ActionButton({
  isBusy,
  isDisabled,
  isAlwaysAllowed = false,
  type,
  onPress,
  className = "",
  children,
  ...rest
}: ActionButtonProps) {
  const isThrottled = useIsThrottled() && !isAlwaysAllowed;
  return (
    <Button
      {...rest}
      isDisabled={isDisabled || isThrottled}
      type={isBusy ? "button" : type}
      aria-disabled={isBusy || undefined}
      onPress={isBusy ? undefined : onPress}
      className={`${className} ${isBusy ? "pointer-events-none opacity-70" : ""}`}
    >
      {isBusy && <LoaderCircle aria-hidden className="animate-spin" />}
      {children}
    </Button>
  );
}
