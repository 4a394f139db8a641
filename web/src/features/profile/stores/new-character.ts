import { create } from "zustand";
import { api, dataOf, session } from "@/core/api/client";
import { Failure, isAborted } from "@/core/api/failure";
import type { Character } from "@/core/domain/entities/character";
import {
  addPictures,
  type ChosenPicture,
  type RejectedFile,
  releasePreviews,
  removePicture,
  updatePicture,
} from "@/shared/stores/chosen-pictures";
import { isRetryable, PictureUploads } from "@/shared/stores/picture-uploads";

interface NewCharacter {
  readonly name: string;
  readonly pictures: readonly ChosenPicture[];
  readonly step: "choosing" | "sending" | "finishing";
  readonly failure: Failure | null;
  setName(name: string): void;
  /** Adds the files that the API accepts and returns the rejected ones. */
  choose(files: readonly File[]): RejectedFile[];
  remove(key: string): void;
  /** Uploads the remaining pictures and creates the character. Returns null on failure or cancellation. */
  create(): Promise<Character | null>;
  cancel(): void;
  reset(): void;
}

const uploads = new PictureUploads((count, signal) => dataOf(api.POST("/characters/uploads", { body: { count }, signal })));

/** Aborts the request that runs. Once a reset has ended it, it changes nothing any more. */
let running: AbortController | null = null;

const EMPTY = { name: "", pictures: [], step: "choosing" as const, failure: null };

export const useNewCharacter = create<NewCharacter>((set, get) => ({
  ...EMPTY,

  setName: (name) => set({ name, failure: null }),

  choose(files) {
    const { pictures, rejected } = addPictures(get().pictures, files);
    set({ pictures, failure: null });
    return rejected;
  },

  remove: (key) => set(({ pictures }) => ({ pictures: removePicture(pictures, key), failure: null })),

  async create() {
    const controller = new AbortController();
    const { signal } = controller;
    running = controller;
    set({ step: "sending", failure: null });
    try {
      const name = get().name.trim();
      const { receipts, idempotencyKey } = await uploads.send(
        name,
        get().pictures,
        (key, change) => set(({ pictures }) => ({ pictures: updatePicture(pictures, key, change) })),
        signal,
      );
      set({ step: "finishing" });
      const { character } = await dataOf(
        api.POST("/characters", {
          params: { header: { "Idempotency-Key": idempotencyKey } },
          body: { name, uploads: receipts },
          signal,
        }),
      );
      get().reset();
      return character;
    } catch (error) {
      if (running !== controller) {
        return null;
      }
      const failure = isAborted(error) ? null : Failure.of(error);
      if (failure && !isRetryable(failure.code)) {
        uploads.discard();
      }
      set({ step: "choosing", failure });
      return null;
    } finally {
      running = running === controller ? null : running;
    }
  },

  cancel: () => running?.abort(),

  reset() {
    running?.abort();
    running = null;
    releasePreviews(get().pictures);
    uploads.discard();
    set(EMPTY);
  },
}));

session.onChange(() => useNewCharacter.getState().reset());
