import { useCallback, useEffect } from "react";
import { useConnection } from "@/core/api/connection";
import { OFFLINE } from "@/core/api/failure";
import type { Template } from "@/core/domain/entities/template";
import { giveUpLoading, type Listing, type LoadPage, loadPage, useTemplates } from "@/shared/stores/templates";

export interface ShownListing {
  readonly templates: Template[];
  readonly listing: Listing | undefined;
  readonly hasMore: boolean;
  /** Loads the next page, or again what failed. */
  loadMore(): void;
}

/**
 * A list of templates that loads itself; another name gives up what the name before was loading.
 *
 * @param load stays the same as long as the name does
 */
export function useListing(name: string, load: LoadPage): ShownListing {
  const listing = useTemplates((it) => it.listings[name]);
  const byId = useTemplates((it) => it.byId);
  const isReachable = useConnection((it) => it.isReachable);

  useEffect(() => () => giveUpLoading(name), [name]);

  const isMissing = listing === undefined;
  const waitsForNero = listing?.failure?.code === OFFLINE && isReachable;
  useEffect(() => {
    if (isMissing || waitsForNero) {
      void loadPage(name, load);
    }
  }, [isMissing, waitsForNero, name, load]);

  const hasMore = listing?.nextCursor != null;
  const loadMore = useCallback(() => {
    const now = useTemplates.getState().listings[name];
    if (now && now.state !== "loading") {
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
