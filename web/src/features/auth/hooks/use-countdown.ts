import { useSyncExternalStore } from "react";

function everyHalfSecond(onTick: () => void): () => void {
  const timer = setInterval(onTick, 500);
  return () => clearInterval(timer);
}

/** Whole seconds until an instant in epoch milliseconds. Stays correct when the browser suspends the page. */
export function useCountdown(until: number): number {
  return useSyncExternalStore(everyHalfSecond, () => Math.max(0, Math.ceil((until - Date.now()) / 1000)));
}
