import { useCallback } from "react";
import { api, dataOf } from "@/core/api/client";
import { mainText, type Template, type TemplateQuery } from "@/core/domain/entities/template";
import { type ListingView, useListing } from "@/shared/hooks/use-listing";
import type { LoadPage } from "@/shared/stores/templates";

const COUNT = 12;

/** How many tags of a template are looked up. */
const TAGS = 2;

/** Other templates of the same style, then with the same tags, then of the same category. */
export function useSimilar({ id, style, tags, category }: Template): ListingView {
  const queries = JSON.stringify([
    ...(style ? [{ style: mainText(style) }] : []),
    ...tags.slice(0, TAGS).map((tag) => ({ tag: mainText(tag) })),
    { category },
  ] satisfies TemplateQuery[]);
  const load = useCallback<LoadPage>(
    async (_, signal) => {
      const pages = await Promise.all(
        (JSON.parse(queries) as TemplateQuery[]).map((query) =>
          dataOf(api.GET("/templates", { params: { query: { ...query, sort: "popular", limit: COUNT + 1 } }, signal })),
        ),
      );
      const byId = new Map(pages.flatMap(({ templates }) => templates).map((template) => [template.id, template]));
      byId.delete(id);
      return { templates: [...byId.values()].slice(0, COUNT), nextCursor: null };
    },
    [id, queries],
  );
  return useListing(`similar ${id} ${queries}`, load);
}
