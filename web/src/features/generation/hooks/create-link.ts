import type { Generation } from "@/core/domain/entities/generation";

/** The page on which the user can order an image like this one again. Its words are passed in the state, not in the URL. */
export function createLink({ type, templateId, parentId, prompt }: Pick<Generation, "type" | "templateId" | "parentId" | "prompt">) {
  const state = prompt ? { prompt } : undefined;
  if (type === "upscale" && parentId) {
    return { to: `/gallery/${parentId}`, state: undefined };
  }
  if (templateId) {
    return { to: `/create?template=${templateId}`, state };
  }
  return { to: parentId ? `/create?from=${parentId}` : "/create", state };
}
