import { useCallback, useEffect, useRef } from "react";
import { useConnection } from "@/core/api/connection";
import { OFFLINE } from "@/core/api/failure";
import type { Template } from "@/core/domain/entities/template";
import { type Listing, type LoadPage, loadPage, useTemplates } from "@/shared/stores/templates";

export interface ShownListing {
  readonly templates: Template[];
  readonly listing: Listing | undefined;
  readonly hasMore: boolean;
  /** Loads the next page, or again what failed. */
  loadMore(): void;
}

/** A list of templates that loads itself; another name gives up what the name before was loading. */
export function useListing(name: string, load: LoadPage): ShownListing {
  const listing = useTemplates((it) => it.listings[name]);
  const byId = useTemplates((it) => it.byId);
  const isReachable = useConnection((it) => it.isReachable);
  const latestLoad = useRef(load);
  latestLoad.current = load;
  const giveUp = useRef<AbortController>(undefined);

  const run = useCallback(() => {
    giveUp.current?.abort();
    giveUp.current = new AbortController();
    void loadPage(name, latestLoad.current, giveUp.current.signal);
  }, [name]);

  useEffect(() => () => giveUp.current?.abort(), [name]);

  const isMissing = listing === undefined;
  const waitsForNero = listing?.failure?.code === OFFLINE && isReachable;
  useEffect(() => {
    if (isMissing || waitsForNero) {
      run();
    }
  }, [isMissing, waitsForNero, run]);

  const hasMore = listing?.nextCursor != null;
  const loadMore = useCallback(() => {
    const now = useTemplates.getState().listings[name];
    if (now && now.state !== "loading") {
      run();
    }
  }, [name, run]);

  return {
    templates: (listing?.ids ?? []).flatMap((id) => byId[id] ?? []),
    listing,
    hasMore,
    loadMore,
  };
}
