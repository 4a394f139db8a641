import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import { defaultSort, SORTS, type TemplateQuery } from "@/core/domain/entities/template";

/** The template query. It is stored in the URL, so that it can be shared and back navigation restores it. */
export function useTemplateQuery(): [TemplateQuery, (change: TemplateQuery) => void] {
  const [parameters, setParameters] = useSearchParams();

  const query = useMemo((): TemplateQuery => {
    const text = (name: string) => parameters.get(name)?.slice(0, 200) || undefined;
    const trending = parameters.get("trending") === "true" || undefined;
    const sort = SORTS.find((name) => name === parameters.get("sort")) ?? defaultSort({ trending });
    return {
      search: text("search"),
      category: text("category"),
      tag: text("tag"),
      style: text("style"),
      trending,
      // The API's own default is not sent, so that lists of the newest templates have one address.
      sort: sort === "newest" ? undefined : sort,
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
        // Typing must not add a history entry for each letter.
        { replace: "search" in changed, preventScrollReset: true },
      ),
    [setParameters],
  );

  return [query, change];
}
