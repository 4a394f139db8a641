import { create } from "zustand";

/** Until when the server refuses all changes, in epoch milliseconds; 0 if it does not. Public reads have a limit of their own. */
export const useThrottle = create<{ readonly until: number }>(() => ({ until: 0 }));

/** The limit of all requests but public reads and polls, once it is used up. Other refusals concern only what was asked for. */
const USED_UP = /"requests";r=0\b/;

/** Notes from a response whether the server refuses further changes. */
export function noteThrottle({ status, headers }: Response): void {
  const wait = Number(headers.get("Retry-After") ?? Number.NaN);
  if (status === 429 && wait > 0 && USED_UP.test(headers.get("RateLimit") ?? "")) {
    const until = Date.now() + wait * 1000;
    useThrottle.setState({ until });
    setTimeout(() => useThrottle.getState().until === until && useThrottle.setState({ until: 0 }), wait * 1000);
  }
}
