import { focusManager, type InfiniteData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { api, bodyOf, dataOf, type Polled, pollOf, session } from "@/core/api/client";
import { useConnection } from "@/core/api/connection";
import { Failure } from "@/core/api/failure";
import { type Generation, type GenerationType, isActive, isSettled } from "@/core/domain/entities/generation";
import { useLeadership } from "@/shared/hooks/use-leadership";
import { refetchAccount } from "@/shared/queries/account";
import { personalKey, queryClient, usePersonalKey } from "@/shared/queries/query-client";
import { useSignIn } from "@/shared/stores/sign-in";
import { changeBalance } from "./quote";

const GENERATION = "generation";
const LIST = "generations";
const FAMILY = "family of generations";
const ACTIVE = "active generations";

const PAGE_SIZE = 24;

/** How many images of a family are shown. */
const FAMILY_SIZE = 30;

/** Seconds between polls if the server does not say. */
const POLL_INTERVAL = 2;

/** Which of the user's images a list shows. */
export interface GenerationFilter {
  readonly status?: "active" | "succeeded" | "failed" | undefined;
  readonly type?: GenerationType | undefined;
}

type PolledGeneration = Polled<{ generation: Generation }>;
type Pages = InfiniteData<{ generations: Generation[]; nextCursor: string | null }>;

/** Sends what the polling tab has read to the other tabs of this browser. */
const channel = new BroadcastChannel("nero.generations");
channel.addEventListener("message", ({ data }: MessageEvent<Generation[]>) => {
  if (session.isSignedIn) {
    showActive(data);
  }
});

/** One of the user's images, kept up to date while it is being made. */
export function useGeneration(id: string) {
  const key = [...usePersonalKey(GENERATION), id];
  const query = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => {
      const last = queryClient.getQueryData<PolledGeneration>(key);
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
    // Waits for the refund of an image that failed.
    refetchInterval: ({ state: { data, error } }) => {
      const generation = data?.data.generation;
      return generation !== undefined && !isActive(generation) && !isSettled(generation) && pollInterval(data, error);
    },
    refetchOnWindowFocus: true,
  });
  useActiveGenerations(query.data !== undefined && isActive(query.data.data.generation));
  return query;
}

/** The user's images, newest first, by page. */
export function useGenerations({ status, type }: GenerationFilter = {}) {
  return useInfiniteQuery({
    queryKey: [...usePersonalKey(LIST), { status, type }],
    queryFn: ({ pageParam, signal }) =>
      dataOf(api.GET("/generations", { params: { query: { status, type, limit: PAGE_SIZE, cursor: pageParam ?? undefined } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    enabled: useConnection((state) => state.isReachable),
  });
}

/** An image and those made from it, oldest first. */
export function useFamily(rootId: string | undefined) {
  const isReachable = useConnection((state) => state.isReachable);
  return useQuery({
    queryKey: [...usePersonalKey(FAMILY), rootId],
    queryFn: async ({ signal }) => {
      const { generations } = await dataOf(api.GET("/generations", { params: { query: { rootId, limit: FAMILY_SIZE } }, signal }));
      return generations.filter(({ image }) => image !== null).reverse();
    },
    enabled: rootId !== undefined && isReachable,
  });
}

/**
 * Polls the images that are being made, if there are any. One visible tab polls and tells the others. Each tab then refetches what
 * it shows of an image that is ready.
 */
export function useActiveGenerations(isAny: boolean): void {
  const key = usePersonalKey(ACTIVE);
  const isReachable = useConnection((state) => state.isReachable);
  const isVisible = useSyncExternalStore(
    (listener) => focusManager.subscribe(listener),
    () => focusManager.isFocused(),
  );
  const isPolling = useLeadership("nero.generations", isAny && isReachable && isVisible);
  useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => {
      const { signInId } = useSignIn.getState();
      const last = queryClient.getQueryData<Polled<{ generations: Generation[] }>>(key);
      const polled = await pollOf(
        api.GET("/generations", { params: { query: { status: "active" }, header: { "If-None-Match": last?.etag ?? undefined } }, signal }),
        last,
      );
      // Also if nothing has changed: another tab may have loaded an older state in between.
      if (signInId === useSignIn.getState().signInId) {
        channel.postMessage(polled.data.generations);
        showActive(polled.data.generations);
      }
      return polled;
    },
    enabled: isPolling,
    refetchInterval: ({ state: { data, error } }) => pollInterval(data, error),
    refetchOnWindowFocus: true,
    gcTime: 0,
  });
}

/** Shows the states of all images that are being made. Those that this tab believes to be made, but are not listed, have ended. */
function showActive(active: readonly Generation[]): void {
  const byId = new Map(active.map((generation) => [generation.id, generation]));
  const hasEnded = (generation: Generation) => isActive(generation) && !byId.has(generation.id);

  for (const [queryKey, polled] of queryClient.getQueriesData<PolledGeneration>({ queryKey: personalKey(GENERATION) })) {
    const generation = polled?.data.generation;
    const current = generation && byId.get(generation.id);
    if (current) {
      setGeneration(current);
    } else if (generation && hasEnded(generation)) {
      void queryClient.invalidateQueries({ queryKey });
    }
  }

  const lists = queryClient.getQueriesData<Pages>({ queryKey: personalKey(LIST) }).flatMap(([, list]) => list?.pages ?? []);
  const listed = new Set(lists.flatMap(({ generations }) => generations.map(({ id }) => id)));
  if (lists.some(({ generations }) => generations.some(hasEnded)) || (lists.length > 0 && active.some(({ id }) => !listed.has(id)))) {
    void queryClient.invalidateQueries({ queryKey: personalKey(LIST) });
    void queryClient.invalidateQueries({ queryKey: personalKey(FAMILY) });
    refetchAccount();
  } else {
    changeLists((generation) => byId.get(generation.id) ?? generation);
  }
}

/** Shows a new image without waiting for a poll. */
export function addGeneration(generation: Generation): void {
  setGeneration(generation);
  void queryClient.invalidateQueries({ queryKey: personalKey(LIST) });
  refetchAccount();
}

/** Cancels an image that is still queued. Its price is given back. */
export async function cancelGeneration(id: string): Promise<void> {
  const key = [...personalKey(GENERATION), id];
  try {
    const { generation, stars } = await dataOf(api.POST("/generations/{id}/cancel", { params: { path: { id } } }));
    setGeneration(generation);
    changeLists((listed) => (listed.id === id ? generation : listed));
    changeBalance(stars.balance);
    refetchAccount();
  } catch (error) {
    void queryClient.invalidateQueries({ queryKey: key });
    throw error;
  }
}

export async function deleteGeneration(id: string): Promise<void> {
  const key = [...personalKey(GENERATION), id];
  try {
    // The page may be closing.
    await bodyOf(api.DELETE("/generations/{id}", { params: { path: { id } }, keepalive: true }));
  } catch (error) {
    // NOT_FOUND: another device has deleted it.
    if (Failure.of(error).code !== "NOT_FOUND") {
      throw error;
    }
  }
  queryClient.removeQueries({ queryKey: key });
  changeLists((generation) => (generation.id === id ? null : generation));
  void queryClient.invalidateQueries({ queryKey: personalKey(FAMILY) });
  refetchAccount();
}

/** Shows a changed image on its page and in all lists. */
export function updateGeneration(changed: Generation): void {
  setGeneration(changed);
  changeLists((generation) => (generation.id === changed.id ? changed : generation));
}

/** Changes an image in all loaded lists; null removes it. */
function changeLists(change: (generation: Generation) => Generation | null): void {
  queryClient.setQueriesData<Pages>(
    { queryKey: personalKey(LIST) },
    (list) =>
      list && {
        ...list,
        pages: list.pages.map((page) => ({ ...page, generations: page.generations.flatMap((generation) => change(generation) ?? []) })),
      },
  );
}

function setGeneration(generation: Generation): void {
  queryClient.setQueryData<PolledGeneration>([...personalKey(GENERATION), generation.id], {
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
