import { create } from "zustand";
import { api, dataOf, session } from "@/core/api/client";
import { Failure } from "@/core/api/failure";
import { usePerson } from "./person";
import { changeTemplate, forgetListing, useTemplates } from "./templates";

/** The name of the list of favourites. */
export const FAVORITES = "favorites";

interface Favorites {
  /** A template that somebody who is not signed in wanted to keep. */
  readonly askedFor: string | null;
  /** What kept the last change from being kept; told once. */
  readonly failure: Failure | null;
}

export const useFavorites = create<Favorites>(() => ({ askedFor: null, failure: null }));

/** What is wanted of a template while its change is on the way; the last wish counts. */
const wishes = new Map<string, boolean>();

session.onChange(() => wishes.clear());

/** Turns a favourite on or off at once, and back where Nero does not keep it. Whoever is not signed in is asked to. */
export function toggleFavorite(id: string): void {
  const template = useTemplates.getState().byId[id];
  if (!template) {
    return;
  }
  if (usePerson.getState().person === null) {
    useFavorites.setState({ askedFor: id });
    return;
  }
  const wish = !template.isFavorite;
  changeTemplate(id, { isFavorite: wish, likeCount: Math.max(0, template.likeCount + (wish ? 1 : -1)) });
  const isUnderWay = wishes.has(id);
  wishes.set(id, wish);
  if (!isUnderWay) {
    void settle(id, { isFavorite: template.isFavorite, likeCount: template.likeCount });
  }
}

/** Makes a template a favourite without having it; for what was asked for before a sign-in. */
export async function keepFavorite(id: string): Promise<void> {
  changeTemplate(id, await send(id, true));
  forgetListing(FAVORITES);
}

async function settle(id: string, kept: { isFavorite: boolean; likeCount: number }): Promise<void> {
  let known = kept;
  try {
    for (let wish = wishes.get(id); wish !== undefined && wish !== known.isFavorite; wish = wishes.get(id)) {
      known = await send(id, wish);
    }
    if (wishes.has(id)) {
      changeTemplate(id, known);
      forgetListing(FAVORITES);
    }
  } catch (error) {
    if (wishes.has(id)) {
      changeTemplate(id, known);
      useFavorites.setState({ failure: Failure.of(error) });
    }
  } finally {
    wishes.delete(id);
  }
}

function send(id: string, wish: boolean): Promise<{ isFavorite: boolean; likeCount: number }> {
  const request = { params: { path: { id } } };
  return dataOf(wish ? api.PUT("/templates/{id}/favorite", request) : api.DELETE("/templates/{id}/favorite", request));
}
