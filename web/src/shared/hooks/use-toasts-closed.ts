import { toastQueue } from "@heroui/react/toast";
import { useEffect } from "react";

/** Closes the toasts when a dialog opens. What they said is about the page behind it. */
export function useToastsClosed(isOpen: boolean): void {
  useEffect(() => {
    if (isOpen) {
      toastQueue.clear();
    }
  }, [isOpen]);
}
