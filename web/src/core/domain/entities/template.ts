import type { components, paths } from "@/core/api/schema";

export type Template = components["schemas"]["Template"];
export type Category = components["schemas"]["Category"];

type Parameters = NonNullable<paths["/templates"]["get"]["parameters"]["query"]>;

/** Search, filters and sort order of a template list. */
export type TemplateQuery = Pick<Parameters, "category" | "search" | "tag" | "style" | "trending" | "sort">;

export const SORTS = ["newest", "popular", "views"] as const;

/** Possible heights of a grid cell, in twelfths of its width: from a square to a tall portrait. */
const HEIGHTS = [16, 14, 18, 15, 12, 17];

/**
 * The height of a template's grid cell, in twelfths of its width. The API does not return picture sizes, so the height is
 * derived from the id. It never changes, and the layout does not shift when the picture loads.
 */
export function gridRows(template: Pick<Template, "id">): number {
  const sum = [...template.id].reduce((total, letter) => (total * 31 + letter.charCodeAt(0)) % 9973, 7);
  return HEIGHTS[sum % HEIGHTS.length] ?? 16;
}
