import type { components, paths } from "@/core/api/schema";

export type Template = components["schemas"]["Template"];
export type Category = components["schemas"]["Category"];

type Parameters = NonNullable<paths["/templates"]["get"]["parameters"]["query"]>;

/** What one looks for; pages come on top. */
export type TemplateQuery = Pick<Parameters, "category" | "search" | "tag" | "style" | "trending" | "sort">;

export const SORTS = ["newest", "popular", "views"] as const;

/** Heights of a picture's box, in twelfths of its width: from a square to a tall portrait. */
const SHAPES = [16, 14, 18, 15, 12, 17];

/**
 * The height of a template's box on the wall, in twelfths of its width. The contract names no size of the picture, so
 * each gets a shape of its own, always the same one, that the picture fills: nothing moves when it arrives.
 */
export function shapeOf(template: Pick<Template, "id">): number {
  const sum = [...template.id].reduce((total, letter) => (total * 31 + letter.charCodeAt(0)) % 9973, 7);
  return SHAPES[sum % SHAPES.length] ?? 16;
}
