import { useEffect, useEffectEvent } from "react";

/**
 * Passes the keys that the user presses on a page, unless they belong to a field or a dialog. A toast, which has the role of one, leaves
 * them to the page. Escape calls back.
 *
 * @param handleKey returns whether it used the key
 */
export function useGalleryKeys(handleKey: (key: string) => boolean, onClose: () => void): void {
  const handle = useEffectEvent((event: KeyboardEvent) => {
    const target = event.target instanceof Element ? event.target : null;
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    if (
      target?.closest("input, textarea, [role=tab], [role=menu]") ||
      document.querySelector("[role=dialog], [role=alertdialog]:not(.toast)")
    ) {
      return;
    }
    if (!handleKey(event.key) && event.key === "Escape") {
      onClose();
    }
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => handle(event);
    addEventListener("keydown", listener);
    return () => removeEventListener("keydown", listener);
  }, []);
}
