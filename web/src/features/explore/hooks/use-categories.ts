import { useQuery } from "@tanstack/react-query";
import { anonymousApi, dataOf } from "@/core/api/client";
import type { Category } from "@/core/domain/entities/template";
import { queryClient } from "@/shared/queries/query-client";
import { LANGUAGES, type Language, usePreferences } from "@/shared/stores/preferences";

const keyOf = (language: Language) => ["categories", language];

/** The categories in the chosen language. Until they are loaded, returns cached ones in the other language. */
export function useCategories(): Category[] | undefined {
  const language = usePreferences((state) => state.language);
  const { data } = useQuery({
    queryKey: keyOf(language),
    queryFn: async () => (await dataOf(anonymousApi.GET("/categories", { headers: { "Accept-Language": language } }))).categories,
    staleTime: Infinity,
  });
  return data ?? LANGUAGES.map((other) => queryClient.getQueryData<Category[]>(keyOf(other))).find(Boolean);
}
