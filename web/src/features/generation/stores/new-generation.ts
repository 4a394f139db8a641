import { create } from "zustand";
import { api, dataOf, session } from "@/core/api/client";
import { useConnection } from "@/core/api/connection";
import { Failure, isAborted, OFFLINE } from "@/core/api/failure";
import type { Generation } from "@/core/domain/entities/generation";
import {
  addPictures,
  type ChosenPicture,
  type RejectedFile,
  releasePreviews,
  removePicture,
  updatePicture,
} from "@/shared/stores/chosen-pictures";
import { isRetryable, PictureUploads } from "@/shared/stores/picture-uploads";
import { addGeneration } from "../queries/generations";
import { changeBalance, changePrice, requestOf } from "../queries/quote";
import { type Pending, pendingRequest } from "./pending-request";

interface NewGeneration {
  readonly source: "photos" | "character";
  readonly pictures: readonly ChosenPicture[];
  readonly characterId: string | null;
  readonly step: "choosing" | "sending" | "finishing";
  readonly failure: Failure | null;
  setSource(source: "photos" | "character"): void;
  /** Adds the files that the API accepts and returns the rejected ones. */
  choose(files: readonly File[]): RejectedFile[];
  remove(key: string): void;
  chooseCharacter(id: string): void;
  /** Uploads the remaining pictures and orders the image. Returns null on failure or cancellation. */
  create(templateId: string, priceVersion: number): Promise<Generation | null>;
  /** Repeats the request that a reload of this page interrupted. Returns null if there is none, or on failure. */
  resume(templateId: string): Promise<Generation | null>;
  /** Cancels the uploads. Once the image is ordered, only its own page can cancel it. */
  cancel(): void;
  reset(): void;
}

const uploads = new PictureUploads((count, signal) => dataOf(api.POST("/uploads", { body: { count }, signal })));

/** Refusals after which the uploads can still be used. */
const KEEPS_UPLOADS = [
  "PRICE_CHANGED",
  "INSUFFICIENT_STARS",
  "TOO_MANY_JOBS",
  "DAILY_LIMIT",
  "GENERATION_PAUSED",
  "ENGINE_UNAVAILABLE",
  "KEY_SPENT",
];

/** How often a request is repeated while the server works on it or cannot be reached. */
const MAX_REPEATS = 20;

let uploading: AbortController | null = null;
let resuming: Promise<Generation | null> | null = null;

const EMPTY = { source: "photos" as const, pictures: [], characterId: null, step: "choosing" as const, failure: null };

export const useNewGeneration = create<NewGeneration>((set, get) => {
  const finish = async (request: Pending): Promise<Generation> => {
    set({ step: "finishing" });
    const { generation, stars } = await submit(request);
    changeBalance(stars.balance);
    addGeneration(generation);
    return generation;
  };
  const fail = (templateId: string, error: unknown): null => {
    const failure = isAborted(error) ? null : Failure.of(error);
    const { stars, price } = failure?.details ?? {};
    if (stars) {
      changeBalance(stars.balance);
    }
    if (price) {
      changePrice(templateId, price);
    }
    set({ step: "choosing", failure });
    return null;
  };

  return {
    ...EMPTY,

    setSource: (source) => set({ source, failure: null }),

    choose(files) {
      const { pictures, rejected } = addPictures(get().pictures, files);
      set({ pictures, failure: null });
      return rejected;
    },

    remove: (key) => set(({ pictures }) => ({ pictures: removePicture(pictures, key), failure: null })),

    chooseCharacter: (characterId) => set({ characterId, failure: null }),

    async create(templateId, priceVersion) {
      const { source, pictures, characterId } = get();
      const isFromPhotos = source === "photos";
      uploading = new AbortController();
      set({ step: "sending", failure: null });
      try {
        const { receipts, idempotencyKey } = await uploads.send(
          JSON.stringify([templateId, isFromPhotos || characterId]),
          isFromPhotos ? pictures : [],
          (key, change) => set((state) => ({ pictures: updatePicture(state.pictures, key, change) })),
          uploading.signal,
        );
        const generation = await finish({
          templateId,
          idempotencyKey,
          body: {
            ...requestOf(templateId),
            ...(isFromPhotos ? { sources: receipts } : { characterIds: [characterId!] }),
            priceVersion,
          },
        });
        // The image now holds the uploads. Another one of the same photos needs new uploads.
        uploads.discard();
        set((state) => ({ step: "choosing", pictures: state.pictures.map((picture) => ({ ...picture, state: "waiting", progress: 0 })) }));
        return generation;
      } catch (error) {
        const { code } = Failure.of(error);
        if (KEEPS_UPLOADS.includes(code)) {
          uploads.renewKey();
        } else if (!isAborted(error) && !isRetryable(code)) {
          uploads.discard();
        }
        return fail(templateId, error);
      } finally {
        uploading = null;
      }
    },

    resume(templateId) {
      const request = pendingRequest.interrupted(templateId);
      if (request && !resuming && get().step === "choosing") {
        resuming = finish(request)
          .then((generation) => {
            set({ step: "choosing" });
            return generation;
          })
          .catch((error: unknown) => fail(templateId, error))
          .finally(() => (resuming = null));
      }
      return resuming ?? Promise.resolve(null);
    },

    cancel() {
      if (get().step === "sending") {
        uploading?.abort();
      }
    },

    reset() {
      releasePreviews(get().pictures);
      uploads.discard();
      pendingRequest.clear();
      set(EMPTY);
    },
  };
});

session.onChange(() => useNewGeneration.getState().reset());

/** Orders an image. Repeats the request while the server works on an earlier one with the same key, and after a reconnect. */
async function submit(request: Pending): Promise<{ generation: Generation; stars: { balance: number } }> {
  pendingRequest.save(request);
  for (let repeats = 0; ; repeats++) {
    try {
      const ordered = await dataOf(
        api.POST("/generations", { params: { header: { "Idempotency-Key": request.idempotencyKey } }, body: request.body }),
      );
      pendingRequest.clear();
      return ordered;
    } catch (error) {
      const { code, details } = Failure.of(error);
      if (repeats < MAX_REPEATS && code === "CONFLICT" && details.retryAfter !== undefined) {
        await new Promise((resolve) => setTimeout(resolve, details.retryAfter! * 1000));
      } else if (repeats < MAX_REPEATS && code === OFFLINE) {
        await reconnected();
      } else {
        if (!isRetryable(code)) {
          pendingRequest.clear();
        }
        throw error;
      }
    }
  }
}

function reconnected(): Promise<void> {
  return new Promise((resolve) => {
    const check = ({ isReachable }: { isReachable: boolean }) => {
      if (isReachable) {
        unsubscribe();
        resolve();
      }
    };
    const unsubscribe = useConnection.subscribe(check);
    check(useConnection.getState());
  });
}
