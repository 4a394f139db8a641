import { api, dataOf } from "@/core/api/client";
import { useConnection } from "@/core/api/connection";
import { Failure, OFFLINE } from "@/core/api/failure";
import type { Generation, GenerationRequest } from "@/core/domain/entities/generation";

/** How often a request is repeated while the server works on it or cannot be reached. */
const MAX_REPEATS = 20;

/** Orders an image. Repeats the request while the server works on an earlier one with the same key, and after a reconnect. */
export async function submit(request: {
  readonly idempotencyKey: string;
  readonly body: GenerationRequest;
}): Promise<{ generation: Generation; stars: { balance: number } }> {
  for (let repeats = 0; ; repeats++) {
    try {
      return await dataOf(
        api.POST("/generations", { params: { header: { "Idempotency-Key": request.idempotencyKey } }, body: request.body }),
      );
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
