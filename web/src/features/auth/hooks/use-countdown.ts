import { useEffect, useState } from "react";

/** Whole seconds that are left until an instant, which stays right while the page sleeps. */
export function useCountdown(until: number): number {
  const [now, setNow] = useState(Date.now);
  const left = Math.max(0, Math.ceil((until - now) / 1000));
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= until) {
        clearInterval(timer);
      }
    }, 500);
    return () => clearInterval(timer);
  }, [until]);
  return left;
}
