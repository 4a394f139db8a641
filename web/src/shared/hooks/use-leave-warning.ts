import { useEffect } from "react";

/** Lets the browser ask before it closes or reloads the page, which would abort uploads. */
export function useLeaveWarning(isBusy: boolean): void {
  useEffect(() => {
    if (isBusy) {
      const ask = (event: BeforeUnloadEvent) => event.preventDefault();
      addEventListener("beforeunload", ask);
      return () => removeEventListener("beforeunload", ask);
    }
  }, [isBusy]);
}
