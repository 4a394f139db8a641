import type { components } from "@/core/api/schema";

/** An image that the user ordered: the job, and later its result. */
export type Generation = components["schemas"]["Generation"];
export type GenerationRequest = components["schemas"]["GenerationRequest"];
export type GeneratedPicture = components["schemas"]["GeneratedPicture"];

/** Whether the image is still being made. */
export const isActive = ({ status }: Pick<Generation, "status">): boolean => status === "queued" || status === "running";

/** Whether nothing will change any more: it succeeded, or its price was given back. */
export const isSettled = (generation: Pick<Generation, "status" | "refunded">): boolean =>
  generation.status === "succeeded" || (!isActive(generation) && generation.refunded);
