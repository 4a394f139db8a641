import { useEffect } from "react";

/** Sets the document title. */
export function usePageTitle(title?: string | null): void {
  useEffect(() => {
    document.title = title ? `${title} · Nero` : "Nero";
  }, [title]);
}
