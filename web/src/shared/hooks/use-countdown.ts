import { useSyncExternalStore } from "react";
import { useFormats } from "./use-formats";

function everyHalfSecond(onTick: () => void): () => void {
  const timer = setInterval(onTick, 500);
  return () => clearInterval(timer);
}

/** Whole seconds until an instant in epoch milliseconds. Stays correct when the browser suspends the page. */
export function useCountdown(until: number): number {
  return useSyncExternalStore(everyHalfSecond, () => Math.max(0, Math.ceil((until - Date.now()) / 1000)));
}

/** Returns a function that writes seconds like a clock, such as 2:05. */
export function useClock(): (seconds: number) => string {
  const { digits } = useFormats();
  return (seconds) => digits(`${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`);
}
