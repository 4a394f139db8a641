import { create } from "zustand";
import { api, dataOf, session } from "@/core/api/client";
import { Failure } from "@/core/api/failure";
import type { Template } from "@/core/domain/entities/template";
import { useSignIn } from "./sign-in";
import { updateTemplate, removeListing, useTemplates } from "./templates";

/** The name of the favourites listing. */
export const FAVORITES = "favorites";

interface Favorites {
  /** The template that a signed-out user tried to add. */
  readonly requestedId: string | null;
  /** Why the last change failed. Cleared once it is shown. */
  readonly failure: Failure | null;
}

type FavoriteState = Pick<Template, "isFavorite" | "likeCount">;

export const useFavorites = create<Favorites>(() => ({ requestedId: null, failure: null }));

/** The desired state of each template whose change is being sent for the person who is signed in. */
let pending = new Map<string, boolean>();

session.onChange(() => {
  // Requests of the previous person may still run. They keep the old map, in which nothing is desired any more.
  pending.clear();
  pending = new Map();
});

/** Toggles a favourite optimistically and reverts it if the request fails. Asks signed-out users to sign in. */
export function toggleFavorite(id: string): void {
  const template = useTemplates.getState().byId[id];
  if (!template) {
    return;
  }
  if (useSignIn.getState().signInId === null) {
    useFavorites.setState({ requestedId: id });
    return;
  }
  const desired = !template.isFavorite;
  updateTemplate(id, { isFavorite: desired, likeCount: Math.max(0, template.likeCount + (desired ? 1 : -1)) });
  const isSending = pending.has(id);
  pending.set(id, desired);
  if (!isSending) {
    void sync(id, { isFavorite: template.isFavorite, likeCount: template.likeCount });
  }
}

/** Adds a favourite that was requested before the sign-in. The template need not be loaded. */
export async function addFavorite(id: string): Promise<void> {
  updateTemplate(id, await send(id, true));
  removeListing(FAVORITES);
}

/** Sends changes one after another until the server's state is the desired one. */
async function sync(id: string, initial: FavoriteState): Promise<void> {
  const changes = pending;
  let saved = initial;
  try {
    for (let desired = changes.get(id); desired !== undefined && desired !== saved.isFavorite; desired = changes.get(id)) {
      saved = await send(id, desired);
    }
    if (changes.has(id)) {
      updateTemplate(id, saved);
      removeListing(FAVORITES);
    }
  } catch (error) {
    if (changes.has(id)) {
      updateTemplate(id, saved);
      useFavorites.setState({ failure: Failure.of(error) });
    }
  } finally {
    changes.delete(id);
  }
}

function send(id: string, isFavorite: boolean): Promise<FavoriteState> {
  const request = { params: { path: { id } } };
  return dataOf(isFavorite ? api.PUT("/templates/{id}/favorite", request) : api.DELETE("/templates/{id}/favorite", request));
}
