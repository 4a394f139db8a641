import { create } from "zustand";
import { api, dataOf, session } from "@/core/api/client";
import { Failure, isAborted } from "@/core/api/failure";
import type { AspectRatio, EngineId, Generation, GenerationRequest, ImageSize } from "@/core/domain/entities/generation";
import {
  addPictures,
  type ChosenPicture,
  chosenPicture,
  type RejectedFile,
  releasePreviews,
  removePicture,
  updatePicture,
} from "@/shared/stores/chosen-pictures";
import { passedPhotos } from "@/shared/stores/passed-photos";
import { isRetryable, PictureUploads } from "@/shared/stores/picture-uploads";
import { addGeneration } from "../queries/generations";
import { changeBalance, changePrice } from "../queries/quote";
import { quotedRequest, requestOf, type Target, targetKey } from "./generation-target";
import { type Pending, pendingRequest } from "./pending-request";
import { type DraftFields, savedDraft } from "./saved-draft";
import { submit } from "./submit-generation";

type Options = Partial<{
  source: "photos" | "character";
  characterId: string | null;
  prompt: string;
  aspectRatio: AspectRatio | null;
  size: ImageSize;
  engine: EngineId;
}>;

interface NewGeneration extends DraftFields {
  readonly pictures: readonly ChosenPicture[];
  /** White where the subject is changed, black elsewhere. Null changes all of it. */
  readonly mask: ChosenPicture | null;
  readonly step: "choosing" | "sending" | "finishing";
  readonly failure: Failure | null;
  /** Starts an image of a target. The words and the mask of another target are dropped, the photos stay. Takes the passed photos. */
  open(target: Target): void;
  change(options: Options): void;
  /** Adds the files that the API accepts and returns the rejected ones. */
  choose(files: readonly File[]): RejectedFile[];
  remove(key: string): void;
  setMask(file: File | null): void;
  /** Uploads the remaining pictures and orders the image. Returns null on failure or cancellation. */
  create(target: Target, priceVersion: number): Promise<Generation | null>;
  /** Repeats the request that a reload of this page interrupted. Returns null if there is none, or on failure. */
  resume(target: Target): Promise<Generation | null>;
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

/** Aborts the request that runs. Once a reset has ended it, it changes nothing any more. */
let running: AbortController | null = null;
let resuming: Promise<Generation | null> | null = null;

const NO_FIELDS: DraftFields = {
  target: "",
  source: "photos",
  characterId: null,
  prompt: "",
  aspectRatio: null,
  size: "1K",
  engine: "standard",
};
const EMPTY = { ...NO_FIELDS, pictures: [], mask: null, step: "choosing" as const, failure: null };

const listOf = (mask: ChosenPicture | null): ChosenPicture[] => (mask ? [mask] : []);

const unsent = (picture: ChosenPicture): ChosenPicture => ({ ...picture, state: "waiting", progress: 0 });

export const useNewGeneration = create<NewGeneration>((set, get) => {
  const finish = async (request: Pending): Promise<Generation> => {
    set({ step: "finishing" });
    pendingRequest.save(request);
    try {
      const { generation, stars } = await submit(request);
      pendingRequest.clear();
      changeBalance(stars.balance);
      addGeneration(generation);
      return generation;
    } catch (error) {
      if (!isAborted(error) && !isRetryable(Failure.of(error).code)) {
        pendingRequest.clear();
      }
      throw error;
    }
  };
  const fail = (target: Target, error: unknown): null => {
    const failure = isAborted(error) ? null : Failure.of(error);
    const { stars, price } = failure?.details ?? {};
    if (stars) {
      changeBalance(stars.balance);
    }
    if (price) {
      changePrice(quotedRequest(target, get()), price);
    }
    set({ step: "choosing", failure });
    return null;
  };
  const setMask = (mask: ChosenPicture | null) => {
    releasePreviews(listOf(get().mask));
    set({ mask });
  };

  return {
    ...EMPTY,
    ...savedDraft.read(),

    open(target) {
      const key = targetKey(target);
      if (get().target !== key) {
        setMask(null);
        set({ target: key, prompt: "", failure: null });
      }
      const photos = passedPhotos.take();
      if (photos.length > 0) {
        get().change({ source: "photos" });
        get().choose(photos);
      }
    },

    change: (options) => set({ ...options, failure: null }),

    choose(files) {
      const { pictures, rejected } = addPictures(get().pictures, files);
      setMask(null);
      set({ pictures, failure: null });
      return rejected;
    },

    remove(key) {
      setMask(null);
      set(({ pictures }) => ({ pictures: removePicture(pictures, key), failure: null }));
    },

    setMask: (file) => setMask(file && chosenPicture(file)),

    async create(target, priceVersion) {
      const { source, characterId, mask } = get();
      const isParent = target.kind === "parent";
      const isFromPhotos = source === "photos" && !isParent;
      const pictures = isFromPhotos ? get().pictures : [];
      const usedMask = mask && (isParent || pictures.length === 1) ? mask : null;
      const controller = new AbortController();
      running = controller;
      set({ step: "sending", failure: null });
      try {
        const content = { ...requestOf(target, get()), ...(!isFromPhotos && !isParent && characterId && { characterIds: [characterId] }) };
        const { receipts, idempotencyKey } = await uploads.send(
          JSON.stringify(content),
          usedMask ? [...pictures, usedMask] : pictures,
          (key, change) => set((state) => ({ pictures: updatePicture(state.pictures, key, change) })),
          controller.signal,
        );
        const sources = receipts.slice(0, pictures.length);
        const hasSubject = isParent || sources.length > 0 || content.characterIds !== undefined;
        const body: GenerationRequest = {
          ...content,
          ...(usedMask && { type: "edit", mask: receipts.at(-1)! }),
          ...(sources.length > 0 && { sources }),
          ...(hasSubject && { keepIdentity: true }),
          priceVersion,
        };
        const generation = await finish({ target: targetKey(target), idempotencyKey, body });
        // The image now holds the uploads. Another one of the same photos needs new uploads.
        uploads.discard();
        set((state) => ({ step: "choosing", pictures: state.pictures.map(unsent) }));
        return generation;
      } catch (error) {
        if (running !== controller) {
          return null;
        }
        const { code } = Failure.of(error);
        if (KEEPS_UPLOADS.includes(code)) {
          uploads.renewKey();
        } else if (!isAborted(error) && !isRetryable(code)) {
          uploads.discard();
        }
        return fail(target, error);
      } finally {
        running = running === controller ? null : running;
      }
    },

    resume(target) {
      const request = pendingRequest.interrupted(targetKey(target));
      if (request && !resuming && get().step === "choosing") {
        const controller = new AbortController();
        running = controller;
        resuming = finish(request)
          .then((generation) => {
            set({ step: "choosing" });
            return generation;
          })
          .catch((error: unknown) => (running === controller ? fail(target, error) : null))
          .finally(() => (resuming = null));
      }
      return resuming ?? Promise.resolve(null);
    },

    cancel() {
      if (get().step === "sending") {
        running?.abort();
      }
    },

    reset() {
      running?.abort();
      running = null;
      const { pictures, mask } = get();
      releasePreviews([...pictures, ...listOf(mask)]);
      uploads.discard();
      pendingRequest.clear();
      set(EMPTY);
      void savedDraft.remove();
    },
  };
});

// The files that an earlier load of this tab chose. The mask belongs to their target.
const savedTarget = useNewGeneration.getState().target;
/** Resolved when they are there. */
export const draftRestored = savedDraft.readFiles().then((files) => {
  const { target, pictures, mask } = useNewGeneration.getState();
  if (files && pictures.length === 0 && !mask) {
    useNewGeneration.setState({
      pictures: files.pictures.map(chosenPicture),
      mask: files.mask && target === savedTarget ? chosenPicture(files.mask) : null,
    });
  }
});
void savedDraft.removeOld();

useNewGeneration.subscribe((now, before) => {
  const { target, source, characterId, prompt, aspectRatio, size, engine } = now;
  if (target === "") {
    return;
  }
  savedDraft.write({ target, source, characterId, prompt, aspectRatio, size, engine });
  const keys = ({ pictures, mask }: NewGeneration) => [...pictures, ...listOf(mask)].map(({ key }) => key).join();
  if (keys(now) !== keys(before)) {
    void savedDraft.writeFiles({ pictures: now.pictures.map(({ file }) => file), mask: now.mask?.file ?? null });
  }
});

// What a guest has chosen stays when they sign in.
session.onChange((isSignedIn) => {
  if (!isSignedIn) {
    useNewGeneration.getState().reset();
  }
});
