import { create } from "zustand";
import { session } from "@/core/api/client";
import { deleteGeneration } from "../queries/generations";

/** Milliseconds in which a deletion can be undone. */
export const UNDO_TIME = 6_000;

/** The images that are no longer shown, because they are about to be deleted. */
export const useDeletions = create<{ readonly ids: ReadonlySet<string> }>(() => ({ ids: new Set() }));

/** The requests that are not sent yet, by image. */
const waiting = new Map<string, { readonly timer: ReturnType<typeof setTimeout>; send(): void }>();

/** Hides an image now, and deletes it after {@link UNDO_TIME}, or when the page is closed. */
export function deleteLater(id: string, onFailure: (error: unknown) => void): void {
  const send = () => {
    clearTimeout(waiting.get(id)?.timer);
    waiting.delete(id);
    deleteGeneration(id)
      .catch(onFailure)
      .finally(() => show(id));
  };
  useDeletions.setState(({ ids }) => ({ ids: new Set([...ids, id]) }));
  waiting.set(id, { timer: setTimeout(send, UNDO_TIME), send });
}

/** Shows the image again, unless its deletion is already sent. */
export function undoDeletion(id: string): void {
  const deletion = waiting.get(id);
  if (deletion) {
    clearTimeout(deletion.timer);
    waiting.delete(id);
    show(id);
  }
}

function show(id: string): void {
  useDeletions.setState(({ ids }) => ({ ids: new Set([...ids].filter((deleted) => deleted !== id)) }));
}

addEventListener("pagehide", () => {
  for (const { send } of [...waiting.values()]) {
    send();
  }
});

session.onChange(() => {
  for (const id of [...waiting.keys()]) {
    undoDeletion(id);
  }
});
