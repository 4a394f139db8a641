import { useEffect } from "react";
import { closeToasts } from "@/shared/stores/toasts";

/** Closes the toasts when a dialog opens. What they said is about the page behind it. */
export function useToastsClosed(isOpen: boolean): void {
  useEffect(() => {
    if (isOpen) {
      closeToasts();
    }
  }, [isOpen]);
}
