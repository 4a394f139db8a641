import type { components, paths } from "@/core/api/schema";

/** An image that the user ordered: the job, and later its result. */
export type Generation = components["schemas"]["Generation"];
export type GenerationRequest = components["schemas"]["GenerationRequest"];
export type GeneratedPicture = components["schemas"]["GeneratedPicture"];
export type GenerationType = components["schemas"]["GenerationType"];
export type AspectRatio = components["schemas"]["AspectRatio"];
export type ImageSize = components["schemas"]["ImageSize"];
export type EngineId = components["schemas"]["EngineId"];
export type Engine = components["schemas"]["Engine"];
export type Engines = paths["/engines"]["get"]["responses"][200]["content"]["application/json"]["data"];

export const MAX_PROMPT_LENGTH = 2000;

/** Whether the image is still being made. */
export const isActive = ({ status }: Pick<Generation, "status">): boolean => status === "queued" || status === "running";

/** The image's width divided by its height, or the one that was ordered while there is no image. Undefined if neither is known. */
export function ratioOf({ image, aspectRatio }: Pick<Generation, "image" | "aspectRatio">): number | undefined {
  const [width, height] = image ? [image.width, image.height] : (aspectRatio ?? "").split(":").map(Number);
  return width && height ? width / height : undefined;
}

/** Whether nothing will change any more: it succeeded, or its price was given back. */
export const isSettled = (generation: Pick<Generation, "status" | "refunded">): boolean =>
  generation.status === "succeeded" || (!isActive(generation) && generation.refunded);

/** The order of the gallery: what is being made comes first. */
export const activeFirst = (generations: readonly Generation[]): Generation[] => [
  ...generations.filter(isActive),
  ...generations.filter((generation) => !isActive(generation)),
];
