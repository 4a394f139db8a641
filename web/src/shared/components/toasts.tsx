import { createElement, useEffect } from "react";
import { preloadToasts, useToasts } from "@/shared/stores/toasts";

/** Milliseconds after the start at which the code of the toasts is loaded, so that it does not delay the page. */
const PRELOAD_DELAY = 4_000;

/** Shows toasts. Their code is loaded soon after the start, or with the first one. */
export function Toasts() {
  const Region = useToasts((state) => state.Region);
  useEffect(() => {
    const timer = setTimeout(preloadToasts, PRELOAD_DELAY);
    return () => clearTimeout(timer);
  }, []);
  return Region && createElement(Region);
}
