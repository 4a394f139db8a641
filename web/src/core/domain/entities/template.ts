import type { components, paths } from "@/core/api/schema";

export type Template = components["schemas"]["Template"];
export type Localized = components["schemas"]["Label"];
export type Category = components["schemas"]["Category"];

type Parameters = NonNullable<paths["/templates"]["get"]["parameters"]["query"]>;

/** Search, filters and sort order of a template list. */
export type TemplateQuery = Pick<Parameters, "category" | "search" | "tag" | "style" | "trending" | "sort">;

export const SORTS = ["newest", "trending", "popular", "views"] as const;

/** The order of templates for which the user has not chosen one. */
export const defaultSort = ({ trending }: Pick<TemplateQuery, "trending">) => (trending ? "trending" : "newest");

/** The text in a language, or in the other one if it is missing. */
export function textIn(language: "en" | "fa", { en, fa }: Localized): string {
  return (language === "fa" ? (fa ?? en) : (en ?? fa)) ?? "";
}

/** The text by which the API filters styles and tags. */
export const mainText = (texts: Localized) => textIn("en", texts);

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
