import { Button, type ButtonProps } from "@heroui/react/button";
import { LoaderCircle } from "lucide-react";
import type { ReactNode } from "react";

interface ActionButtonProps extends Omit<ButtonProps, "children" | "className" | "isPending"> {
  /** Whether its work is under way; it keeps the focus then, and does nothing. */
  readonly isBusy: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

/**
 * A button whose work takes a while. `isPending` of its own would have the screen reader told of it by a reference to the
 * button, which leads nowhere when the work ends on another page.
 */
export function ActionButton({ isBusy, type, onPress, className = "", children, ...rest }: ActionButtonProps) {
  return (
    <Button
      {...rest}
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
