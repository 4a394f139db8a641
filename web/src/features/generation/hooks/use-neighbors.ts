import { useEffect } from "react";
import { activeFirst } from "@/core/domain/entities/generation";
import { type GenerationFilter, useGenerations } from "../queries/generations";
import { useDeletions } from "../stores/deletions";

/** How many images before the end of the loaded list its next page is loaded. */
const AHEAD = 3;

/** The ids of the images before and after one in the gallery. */
export function useNeighbors(id: string, filter: GenerationFilter): { previous: string | undefined; next: string | undefined } {
  const { data, hasNextPage, isFetching, fetchNextPage } = useGenerations(filter);
  const deleted = useDeletions(({ ids }) => ids);
  const ids = activeFirst(data?.pages.flatMap((page) => page.generations) ?? []).map((generation) => generation.id);
  const shown = ids.filter((other) => other === id || !deleted.has(other));
  const index = shown.indexOf(id);
  const isNearEnd = index >= 0 && index >= shown.length - AHEAD && hasNextPage && !isFetching;

  useEffect(() => {
    if (isNearEnd) {
      void fetchNextPage();
    }
  }, [isNearEnd, fetchNextPage]);

  return { previous: shown[index - 1], next: index < 0 ? undefined : shown[index + 1] };
}
