import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import { SORTS, type TemplateQuery } from "@/core/domain/entities/template";

/** What one looks for; it stands in the address, so that it can be shared and gone back to. */
export function useTemplateQuery(): [TemplateQuery, (change: TemplateQuery) => void] {
  const [parameters, setParameters] = useSearchParams();

  const query = useMemo((): TemplateQuery => {
    const text = (name: string) => parameters.get(name)?.slice(0, 64) || undefined;
    return {
      search: text("search"),
      category: text("category"),
      tag: text("tag"),
      style: text("style"),
      trending: parameters.get("trending") === "true" || undefined,
      sort: SORTS.find((sort) => sort === parameters.get("sort")),
    };
  }, [parameters]);

  const change = useCallback(
    (changed: TemplateQuery) =>
      setParameters(
        (before) => {
          const after = new URLSearchParams(before);
          Object.entries(changed).forEach(([name, value]) => {
            if (value === undefined || value === "" || value === false) {
              after.delete(name);
            } else {
              after.set(name, String(value));
            }
          });
          return after;
        },
        // Typing leaves one step to go back, not one for each letter.
        { replace: "search" in changed, preventScrollReset: true },
      ),
    [setParameters],
  );

  return [query, change];
}
