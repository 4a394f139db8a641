import { create } from "zustand";
import { session } from "@/core/api/client";
import { Failure } from "@/core/api/failure";
import type { Template } from "@/core/domain/entities/template";

/** A page of templates as the contract answers it. */
export interface TemplatePage {
  readonly templates: Template[];
  readonly nextCursor: string | null;
}

export type LoadPage = (cursor: string | null, signal: AbortSignal) => Promise<TemplatePage>;

/** A list of templates as far as it is loaded. */
export interface Listing {
  readonly ids: readonly string[];
  readonly nextCursor: string | null;
  readonly state: "loading" | "ready" | "failed";
  readonly failure: Failure | null;
}

interface Templates {
  /** Each template once, whatever lists it stands in. */
  readonly byId: Readonly<Record<string, Template>>;
  /** By a name that tells one list from another. */
  readonly listings: Readonly<Record<string, Listing>>;
}

const NOTHING: Templates = { byId: {}, listings: {} };
const EMPTY: Listing = { ids: [], nextCursor: null, state: "loading", failure: null };

export const useTemplates = create<Templates>(() => NOTHING);

/** What is being loaded, by the name of its list, and what the list was before. */
const loads = new Map<string, { readonly giveUp: AbortController; readonly before: Listing | undefined }>();

// What is a favourite depends on who asks.
session.onChange(() => {
  for (const name of loads.keys()) {
    forgetListing(name);
  }
  useTemplates.setState(NOTHING);
});

export function keepTemplate(template: Template): void {
  useTemplates.setState(({ byId }) => ({ byId: { ...byId, [template.id]: template } }));
}

export function changeTemplate(id: string, change: Partial<Template>): void {
  useTemplates.setState(({ byId }) => {
    const template = byId[id];
    return template ? { byId: { ...byId, [id]: { ...template, ...change } } } : {};
  });
}

export function forgetListing(name: string): void {
  giveUpLoading(name);
  put(name, undefined);
}

/** Gives up what a list is loading, which leaves the list as it was. */
export function giveUpLoading(name: string): void {
  const load = loads.get(name);
  if (load) {
    loads.delete(name);
    load.giveUp.abort();
    put(name, load.before);
  }
}

/** Loads the first page of a list, or the next one, in place of what the list was loading. */
export async function loadPage(name: string, load: LoadPage): Promise<void> {
  giveUpLoading(name);
  const giveUp = new AbortController();
  const { signal } = giveUp;
  const before = useTemplates.getState().listings[name];
  loads.set(name, { giveUp, before });
  const cursor = before?.nextCursor ?? null;
  put(name, { ...(before ?? EMPTY), state: "loading", failure: null });
  try {
    const page = await load(cursor, signal);
    if (signal.aborted) {
      return;
    }
    loads.delete(name);
    useTemplates.setState(({ byId, listings }) => ({
      byId: { ...byId, ...Object.fromEntries(page.templates.map((it) => [it.id, it])) },
      listings: {
        ...listings,
        [name]: {
          ids: [...new Set([...(before?.ids ?? []), ...page.templates.map((it) => it.id)])],
          nextCursor: page.nextCursor,
          state: "ready",
          failure: null,
        },
      },
    }));
  } catch (error) {
    if (!signal.aborted) {
      loads.delete(name);
      put(name, { ...(before ?? EMPTY), state: "failed", failure: Failure.of(error) });
    }
  }
}

/** Sets a list, or takes it away. */
function put(name: string, listing: Listing | undefined): void {
  useTemplates.setState(({ listings: { [name]: _, ...others } }) => ({ listings: listing ? { ...others, [name]: listing } : others }));
}
