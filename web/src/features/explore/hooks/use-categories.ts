import { useQuery } from "@tanstack/react-query";
import { anonymousApi, dataOf } from "@/core/api/client";
import type { Category } from "@/core/domain/entities/template";
import { queryClient } from "@/shared/queries/query-client";
import { LANGUAGES, type Language, usePreferences } from "@/shared/stores/preferences";

const keyOf = (language: Language) => ["categories", language];

/** The categories in the chosen language; until those are there, the ones of the other language are better than none. */
export function useCategories(): Category[] | undefined {
  const language = usePreferences((it) => it.language);
  const { data } = useQuery({
    queryKey: keyOf(language),
    queryFn: async () => (await dataOf(anonymousApi.GET("/categories", { headers: { "Accept-Language": language } }))).categories,
    staleTime: Infinity,
  });
  return data ?? LANGUAGES.map((it) => queryClient.getQueryData<Category[]>(keyOf(it))).find(Boolean);
}
