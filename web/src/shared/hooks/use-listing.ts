import { useCallback, useEffect } from "react";
import { useConnection } from "@/core/api/connection";
import { OFFLINE } from "@/core/api/failure";
import type { Template } from "@/core/domain/entities/template";
import { cancelLoading, type Listing, type LoadPage, loadPage, useTemplates } from "@/shared/stores/templates";

export interface ListingView {
  readonly templates: Template[];
  readonly listing: Listing | undefined;
  readonly hasMore: boolean;
  /** Loads the next page, or retries the page that failed. */
  loadMore(): void;
}

/**
 * A list of templates. Loads its first page on mount and retries after a reconnect. A change of the name aborts the current
 * load.
 *
 * @param load must not change unless the name does
 */
export function useListing(name: string, load: LoadPage): ListingView {
  const listing = useTemplates((state) => state.listings[name]);
  const byId = useTemplates((state) => state.byId);
  const isReachable = useConnection((state) => state.isReachable);

  useEffect(() => () => cancelLoading(name), [name]);

  const isMissing = listing === undefined;
  const isReconnected = listing?.failure?.code === OFFLINE && isReachable;
  useEffect(() => {
    if (isMissing || isReconnected) {
      void loadPage(name, load);
    }
  }, [isMissing, isReconnected, name, load]);

  const hasMore = listing?.nextCursor != null;
  const loadMore = useCallback(() => {
    const current = useTemplates.getState().listings[name];
    if (current && current.state !== "loading") {
      void loadPage(name, load);
    }
  }, [name, load]);

  return {
    templates: (listing?.ids ?? []).flatMap((id) => byId[id] ?? []),
    listing,
    hasMore,
    loadMore,
  };
}
