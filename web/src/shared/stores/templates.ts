import { create } from "zustand";
import { session } from "@/core/api/client";
import { Failure, isAborted } from "@/core/api/failure";
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

// What is a favourite depends on who asks.
session.onChange(() => useTemplates.setState(NOTHING));

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
  useTemplates.setState(({ listings: { [name]: _, ...listings } }) => ({ listings }));
}

/** Loads the first page of a list, or the next one. What is given up leaves the list as it was. */
export async function loadPage(name: string, load: LoadPage, signal: AbortSignal): Promise<void> {
  const before = useTemplates.getState().listings[name];
  const cursor = before?.nextCursor ?? null;
  put(name, { ...(before ?? EMPTY), state: "loading", failure: null });
  try {
    const page = await load(cursor, signal);
    signal.throwIfAborted();
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
    if (isAborted(error) || signal.aborted) {
      if (before) {
        put(name, before);
      } else {
        forgetListing(name);
      }
    } else {
      put(name, { ...(before ?? EMPTY), state: "failed", failure: Failure.of(error) });
    }
  }
}

function put(name: string, listing: Listing): void {
  useTemplates.setState(({ listings }) => ({ listings: { ...listings, [name]: listing } }));
}
