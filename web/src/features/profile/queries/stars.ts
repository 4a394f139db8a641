import { useInfiniteQuery } from "@tanstack/react-query";
import { api, dataOf } from "@/core/api/client";
import { useConnection } from "@/core/api/connection";
import { usePersonalKey } from "@/shared/queries/query-client";

const PAGE_SIZE = 20;

/** The movements of the user's stars, newest first, by page. */
export function useStars() {
  return useInfiniteQuery({
    queryKey: usePersonalKey("stars"),
    queryFn: ({ pageParam, signal }) =>
      dataOf(api.GET("/stars", { params: { query: { limit: PAGE_SIZE, cursor: pageParam ?? undefined } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    enabled: useConnection((state) => state.isReachable),
  });
}
