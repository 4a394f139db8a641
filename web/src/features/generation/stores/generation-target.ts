import type { GenerationRequest } from "@/core/domain/entities/generation";
import type { DraftFields } from "./saved-draft";

/** What a new image is made from: a template, one of the user's images, or words alone. */
export type Target =
  | { readonly kind: "template"; readonly id: string }
  | { readonly kind: "parent"; readonly id: string }
  | { readonly kind: "words" };

/** Identifies a target. */
export const targetKey = (target: Target): string => (target.kind === "words" ? target.kind : `${target.kind} ${target.id}`);

/** Reads the target from the URL of the page: `?template=` or `?from=`. */
export function targetOf(parameters: URLSearchParams): Target {
  const [template, parent] = [parameters.get("template"), parameters.get("from")];
  return parent ? { kind: "parent", id: parent } : template ? { kind: "template", id: template } : { kind: "words" };
}

type Options = Pick<DraftFields, "prompt" | "aspectRatio" | "size" | "engine">;

/** The request for an image, without uploads and characters. */
export function requestOf(target: Target, { prompt, aspectRatio, size, engine }: Options): GenerationRequest {
  return {
    type: target.kind === "parent" ? "edit" : "generate",
    ...(target.kind === "template" && { templateId: target.id }),
    ...(target.kind === "parent" && { parentId: target.id }),
    ...(prompt.trim() && { prompt: prompt.trim() }),
    ...(aspectRatio && { aspectRatio }),
    size,
    engine,
  };
}

/** The request to quote. The words do not change the price, so that it is known before they are typed. */
export const quotedRequest = (target: Target, options: Options): GenerationRequest =>
  requestOf(target, { ...options, prompt: target.kind === "template" ? "" : "-" });
