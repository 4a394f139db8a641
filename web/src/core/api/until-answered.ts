import { session } from "./client";
import { useConnection } from "./connection";
import { Failure, OFFLINE } from "./failure";

/** How often a request is repeated while the server works on it or cannot be reached. */
const MAX_REPEATS = 20;

/**
 * Sends a request that has an idempotency key. Repeats it while the server works on an earlier one with the same key, and after a
 * reconnect. A sign-out aborts it: repeated, it would be the next person's.
 *
 * @throws AbortError after a sign-out
 */
export async function untilAnswered<T>(send: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const removeListener = session.onChange(() => controller.abort());
  try {
    for (let repeats = 0; ; repeats++) {
      try {
        return await send(controller.signal);
      } catch (error) {
        const { code, details } = Failure.of(error);
        if (repeats < MAX_REPEATS && code === "CONFLICT" && details.retryAfter !== undefined) {
          await new Promise((resolve) => setTimeout(resolve, details.retryAfter! * 1000));
        } else if (repeats < MAX_REPEATS && code === OFFLINE) {
          await reconnected();
        } else {
          throw error;
        }
      }
    }
  } finally {
    removeListener();
  }
}

function reconnected(): Promise<void> {
  return new Promise((resolve) => {
    const check = ({ isReachable }: { isReachable: boolean }) => {
      if (isReachable) {
        unsubscribe();
        resolve();
      }
    };
    const unsubscribe = useConnection.subscribe(check);
    check(useConnection.getState());
  });
}
