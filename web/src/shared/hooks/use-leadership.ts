import { useEffect, useState } from "react";

/**
 * Elects one of the browser's tabs: returns whether it is this one. Without Web Locks, on an insecure origin, every candidate is
 * elected.
 *
 * @param isCandidate a tab that is no longer a candidate hands over to another one
 */
export function useLeadership(name: string, isCandidate: boolean): boolean {
  const [isElected, setElected] = useState(false);
  useEffect(() => {
    // Undefined on an insecure origin, whatever its type says.
    const locks = navigator.locks as LockManager | undefined;
    if (!isCandidate || !locks) {
      return;
    }
    const waiting = new AbortController();
    let handOver = () => {};
    const hold = () =>
      new Promise<void>((resolve) => {
        handOver = resolve;
        setElected(true);
      });
    // Rejects if this tab stops waiting before it is elected.
    locks.request(name, { signal: waiting.signal }, hold).catch(() => {});
    return () => {
      waiting.abort();
      handOver();
      setElected(false);
    };
  }, [name, isCandidate]);
  return isCandidate && (isElected || !navigator.locks);
}
