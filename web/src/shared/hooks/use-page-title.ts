import { useEffect } from "react";

/** Names the page in the browser's tab and history. */
export function usePageTitle(title?: string | null): void {
  useEffect(() => {
    document.title = title ? `${title} · Nero` : "Nero";
  }, [title]);
}
