import { type InfiniteData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, bodyOf, dataOf, type Polled, pollOf } from "@/core/api/client";
import { useConnection } from "@/core/api/connection";
import { Failure } from "@/core/api/failure";
import { type Generation, isActive, isSettled } from "@/core/domain/entities/generation";
import { refetchAccount } from "@/shared/queries/account";
import { personalKey, queryClient, usePersonalKey } from "@/shared/queries/query-client";
import { changeBalance } from "./quote";

const GENERATION = "generation";
const LIST = "generations";
const ACTIVE = "active generations";

const PAGE_SIZE = 24;

/** Seconds between polls if the server does not say. */
const POLL_INTERVAL = 2;

/** One of the user's images. Polled while its page is visible, until it no longer changes. */
export function useGeneration(id: string) {
  const key = [...usePersonalKey(GENERATION), id];
  return useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => {
      const last = queryClient.getQueryData<Polled<{ generation: Generation }>>(key);
      const polled = await pollOf(
        api.GET("/generations/{id}", { params: { path: { id }, header: { "If-None-Match": last?.etag ?? undefined } }, signal }),
        last,
      );
      if (last && isActive(last.data.generation) && !isActive(polled.data.generation)) {
        refetchAccount();
      }
      return polled;
    },
    enabled: useConnection((state) => state.isReachable),
    refetchInterval: ({ state: { data, error } }) => data !== undefined && !isSettled(data.data.generation) && pollInterval(data, error),
    refetchOnWindowFocus: true,
  });
}

/** The user's images, newest first, by page. */
export function useGenerations() {
  return useInfiniteQuery({
    queryKey: usePersonalKey(LIST),
    queryFn: ({ pageParam, signal }) =>
      dataOf(api.GET("/generations", { params: { query: { limit: PAGE_SIZE, cursor: pageParam ?? undefined } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    enabled: useConnection((state) => state.isReachable),
  });
}

/** Polls the images that are being made, if there are any, and refetches the list when one of them is ready. */
export function useActiveGenerations(isAny: boolean): void {
  const key = usePersonalKey(ACTIVE);
  const isReachable = useConnection((state) => state.isReachable);
  useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => {
      const last = queryClient.getQueryData<Polled<{ generations: Generation[] }>>(key);
      const polled = await pollOf(
        api.GET("/generations", { params: { query: { status: "active" }, header: { "If-None-Match": last?.etag ?? undefined } }, signal }),
        last,
      );
      const ids = new Set(polled.data.generations.map(({ id }) => id));
      if (polled.data.generations.length === 0 || last?.data.generations.some(({ id }) => !ids.has(id))) {
        void queryClient.invalidateQueries({ queryKey: personalKey(LIST) });
        refetchAccount();
      }
      return polled;
    },
    enabled: isAny && isReachable,
    refetchInterval: ({ state: { data, error } }) => pollInterval(data, error),
    refetchOnWindowFocus: true,
    gcTime: 0,
  });
}

/** Shows a new image without waiting for a poll. */
export function addGeneration(generation: Generation): void {
  setGeneration(generation);
  refetchAccount();
}

/** Cancels an image that is still queued. Its price is given back. */
export async function cancelGeneration(id: string): Promise<void> {
  const key = [...personalKey(GENERATION), id];
  try {
    const { generation, stars } = await dataOf(api.POST("/generations/{id}/cancel", { params: { path: { id } } }));
    setGeneration(generation);
    changeBalance(stars.balance);
    refetchAccount();
  } catch (error) {
    void queryClient.invalidateQueries({ queryKey: key });
    throw error;
  }
}

export async function deleteGeneration(id: string): Promise<void> {
  const key = [...personalKey(GENERATION), id];
  const listKey = personalKey(LIST);
  try {
    await bodyOf(api.DELETE("/generations/{id}", { params: { path: { id } } }));
  } catch (error) {
    // NOT_FOUND: another device has deleted it.
    if (Failure.of(error).code !== "NOT_FOUND") {
      throw error;
    }
  }
  queryClient.removeQueries({ queryKey: key });
  queryClient.setQueryData<InfiniteData<{ generations: Generation[]; nextCursor: string | null }>>(
    listKey,
    (list) =>
      list && {
        ...list,
        pages: list.pages.map((page) => ({ ...page, generations: page.generations.filter((generation) => generation.id !== id) })),
      },
  );
  refetchAccount();
}

function setGeneration(generation: Generation): void {
  queryClient.setQueryData<Polled<{ generation: Generation }>>([...personalKey(GENERATION), generation.id], {
    data: { generation },
    etag: null,
    retryAfter: null,
  });
}

/** Milliseconds to wait before the next poll. */
function pollInterval(polled: Polled<unknown> | undefined, error: Error | null): number {
  const seconds = (error && Failure.of(error).details.retryAfter) ?? polled?.retryAfter ?? POLL_INTERVAL;
  return seconds * 1000;
}
