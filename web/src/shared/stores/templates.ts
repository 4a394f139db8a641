import { create } from "zustand";
import { session } from "@/core/api/client";
import { Failure } from "@/core/api/failure";
import type { Template } from "@/core/domain/entities/template";

/** A page of templates as the API returns it. */
export interface TemplatePage {
  readonly templates: Template[];
  readonly nextCursor: string | null;
}

export type LoadPage = (cursor: string | null, signal: AbortSignal) => Promise<TemplatePage>;

/** The loaded part of a list of templates. */
export interface Listing {
  readonly ids: readonly string[];
  readonly nextCursor: string | null;
  readonly state: "loading" | "ready" | "failed";
  readonly failure: Failure | null;
}

interface Templates {
  readonly byId: Readonly<Record<string, Template>>;
  /** By name. */
  readonly listings: Readonly<Record<string, Listing>>;
}

const INITIAL: Templates = { byId: {}, listings: {} };
const EMPTY: Listing = { ids: [], nextCursor: null, state: "loading", failure: null };

export const useTemplates = create<Templates>(() => INITIAL);

/** Running loads by listing name, with the listing to restore if the load is cancelled. */
const loads = new Map<string, { readonly controller: AbortController; readonly previous: Listing | undefined }>();

// `isFavorite` depends on the user.
session.onChange(() => {
  for (const name of loads.keys()) {
    removeListing(name);
  }
  useTemplates.setState(INITIAL);
});

export function putTemplate(template: Template): void {
  useTemplates.setState(({ byId }) => ({ byId: { ...byId, [template.id]: template } }));
}

export function updateTemplate(id: string, change: Partial<Template>): void {
  useTemplates.setState(({ byId }) => {
    const template = byId[id];
    return template ? { byId: { ...byId, [id]: { ...template, ...change } } } : {};
  });
}

export function removeListing(name: string): void {
  cancelLoading(name);
  setListing(name, undefined);
}

/** Cancels the load of a listing and restores the listing. */
export function cancelLoading(name: string): void {
  const load = loads.get(name);
  if (load) {
    loads.delete(name);
    load.controller.abort();
    setListing(name, load.previous);
  }
}

/** Loads the first or next page of a listing. Cancels its running load. */
export async function loadPage(name: string, load: LoadPage): Promise<void> {
  cancelLoading(name);
  const controller = new AbortController();
  const { signal } = controller;
  const previous = useTemplates.getState().listings[name];
  loads.set(name, { controller, previous });
  const cursor = previous?.nextCursor ?? null;
  setListing(name, { ...(previous ?? EMPTY), state: "loading", failure: null });
  try {
    const page = await load(cursor, signal);
    if (signal.aborted) {
      return;
    }
    loads.delete(name);
    useTemplates.setState(({ byId, listings }) => ({
      byId: { ...byId, ...Object.fromEntries(page.templates.map((template) => [template.id, template])) },
      listings: {
        ...listings,
        [name]: {
          ids: [...new Set([...(previous?.ids ?? []), ...page.templates.map(({ id }) => id)])],
          nextCursor: page.nextCursor,
          state: "ready",
          failure: null,
        },
      },
    }));
  } catch (error) {
    if (!signal.aborted) {
      loads.delete(name);
      setListing(name, { ...(previous ?? EMPTY), state: "failed", failure: Failure.of(error) });
    }
  }
}

/** Sets or removes a listing. */
function setListing(name: string, listing: Listing | undefined): void {
  useTemplates.setState(({ listings: { [name]: _, ...others } }) => ({ listings: listing ? { ...others, [name]: listing } : others }));
}
