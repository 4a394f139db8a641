import { useEffect } from "react";

/** Pixels that count as scrolling. */
const LEAST = 8;

/** Pixels from the top within which everything stays. */
const TOP = 240;

/** Marks the document while the user scrolls down, so that CSS can make room for the content. */
export function useScrollDirection(): void {
  useEffect(() => {
    const root = document.documentElement;
    let last = scrollY;
    const note = () => {
      if (Math.abs(scrollY - last) >= LEAST) {
        root.toggleAttribute("data-scrolled-down", scrollY > last && scrollY > TOP);
        last = scrollY;
      }
    };
    addEventListener("scroll", note, { passive: true });
    return () => {
      removeEventListener("scroll", note);
      root.removeAttribute("data-scrolled-down");
    };
  }, []);
}
