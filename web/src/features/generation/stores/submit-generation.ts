import { api, dataOf } from "@/core/api/client";
import { untilAnswered } from "@/core/api/until-answered";
import type { Generation, GenerationRequest } from "@/core/domain/entities/generation";

/** Orders an image. Repeating the request orders it once. */
export const submit = (request: {
  readonly idempotencyKey: string;
  readonly body: GenerationRequest;
}): Promise<{ generation: Generation; stars: { balance: number } }> =>
  untilAnswered((signal) =>
    dataOf(api.POST("/generations", { params: { header: { "Idempotency-Key": request.idempotencyKey } }, body: request.body, signal })),
  );
