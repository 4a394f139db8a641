import { create } from "zustand";
import { api, dataOf, session } from "@/core/api/client";
import { Failure, isAborted } from "@/core/api/failure";
import { uploadPicture } from "@/core/api/upload";
import { type Character, MAX_PICTURES, type Upload, type Uploaded } from "@/core/domain/entities/character";
import { MAX_PICTURE_BYTES, PICTURE_TYPES } from "@/core/domain/pictures";

/** A chosen picture and its upload state. */
export interface ChosenPicture {
  readonly key: string;
  readonly file: File;
  /** Object URL. */
  readonly preview: string;
  readonly state: "waiting" | "sending" | "sent" | "failed";
  /** The fraction sent, from 0 to 1. */
  readonly progress: number;
}

export interface RejectedFile {
  readonly name: string;
  readonly reason: "wrongType" | "tooLarge" | "tooMany";
}

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

/** The uploads of one character. A retry with the same name and pictures continues it. */
interface Attempt {
  /** Identifies the name and the pictures. */
  readonly fingerprint: string;
  /** Signed uploads by picture key. */
  readonly uploads: ReadonlyMap<string, Upload>;
  /** Expiry of the signed uploads, in epoch milliseconds. */
  readonly expiresAt: number;
  /** Receipts of finished uploads by picture key. */
  readonly receipts: Map<string, Uploaded>;
  /** Keeps a retry after a lost response from creating a second character. */
  readonly idempotencyKey: string;
}

/** Milliseconds before their expiry at which signed uploads are no longer used. */
const EXPIRY_MARGIN = 30_000;

/** Errors after which a retry continues the attempt. After other errors, a retry starts a new one. */
const RETRYABLE = ["OFFLINE", "STORAGE_UNAVAILABLE", "DATABASE_UNAVAILABLE", "INTERNAL", "TIMEOUT", "CONFLICT", "RATE_LIMITED"];

let attempt: Attempt | null = null;
let running: AbortController | null = null;

const EMPTY = { name: "", pictures: [], step: "choosing" as const, failure: null };

export const useNewCharacter = create<NewCharacter>((set, get) => {
  const update = (key: string, change: Partial<ChosenPicture>) =>
    set(({ pictures }) => ({ pictures: pictures.map((picture) => (picture.key === key ? { ...picture, ...change } : picture)) }));

  return {
    ...EMPTY,

    setName: (name) => set({ name, failure: null }),

    choose(files) {
      const rejected: RejectedFile[] = [];
      const pictures = [...get().pictures];
      for (const file of files) {
        const isDuplicate = pictures.some(
          ({ file: { name, size, lastModified } }) => name === file.name && size === file.size && lastModified === file.lastModified,
        );
        if (!PICTURE_TYPES.includes(file.type)) {
          rejected.push({ name: file.name, reason: "wrongType" });
        } else if (file.size > MAX_PICTURE_BYTES) {
          rejected.push({ name: file.name, reason: "tooLarge" });
        } else if (!isDuplicate && pictures.length >= MAX_PICTURES) {
          rejected.push({ name: file.name, reason: "tooMany" });
        } else if (!isDuplicate) {
          pictures.push({ key: crypto.randomUUID(), file, preview: URL.createObjectURL(file), state: "waiting", progress: 0 });
        }
      }
      set({ pictures, failure: null });
      return rejected;
    },

    remove(key) {
      const removed = get().pictures.find((picture) => picture.key === key);
      if (removed) {
        URL.revokeObjectURL(removed.preview);
        set(({ pictures }) => ({ pictures: pictures.filter((picture) => picture !== removed), failure: null }));
      }
    },

    async create() {
      const controller = new AbortController();
      const { signal } = controller;
      running = controller;
      set({ step: "sending", failure: null });
      try {
        const name = get().name.trim();
        attempt = await prepare(name, get().pictures, signal);
        const { uploads, receipts, idempotencyKey } = attempt;
        const results = await Promise.allSettled(
          get().pictures.map(async ({ key, file }) => {
            if (receipts.has(key)) {
              return;
            }
            update(key, { state: "sending", progress: 0 });
            try {
              const receipt = await uploadPicture(uploads.get(key)!, file, (progress) => update(key, { progress }), signal);
              receipts.set(key, receipt);
              update(key, { state: "sent", progress: 1 });
            } catch (error) {
              update(key, { state: isAborted(error) ? "waiting" : "failed", progress: 0 });
              throw error;
            }
          }),
        );
        const failed = results.find((result) => result.status === "rejected");
        if (failed) {
          throw failed.reason;
        }
        set({ step: "finishing" });
        const { character } = await dataOf(
          api.POST("/characters", {
            params: { header: { "Idempotency-Key": idempotencyKey } },
            body: { name, uploads: get().pictures.map(({ key }) => receipts.get(key)!) },
            signal,
          }),
        );
        get().reset();
        return character;
      } catch (error) {
        const failure = isAborted(error) ? null : Failure.of(error);
        if (failure && !RETRYABLE.includes(failure.code)) {
          attempt = null;
        }
        set({ step: "choosing", failure });
        return null;
      } finally {
        running = null;
      }
    },

    cancel: () => running?.abort(),

    reset() {
      for (const { preview } of get().pictures) {
        URL.revokeObjectURL(preview);
      }
      attempt = null;
      set(EMPTY);
    },
  };
});

session.onChange(() => useNewCharacter.getState().reset());

/** Returns the current attempt if it has the same name and pictures and has not expired. Otherwise starts a new one. */
async function prepare(name: string, pictures: readonly ChosenPicture[], signal: AbortSignal): Promise<Attempt> {
  const fingerprint = JSON.stringify([name, ...pictures.map(({ key }) => key)]);
  if (attempt?.fingerprint === fingerprint && attempt.expiresAt - EXPIRY_MARGIN > Date.now()) {
    return attempt;
  }
  const { uploads, expiresAt } = await dataOf(api.POST("/characters/uploads", { body: { count: pictures.length }, signal }));
  return {
    fingerprint,
    uploads: new Map(pictures.map(({ key }, index) => [key, uploads[index]!])),
    expiresAt: Date.parse(expiresAt),
    receipts: new Map(),
    idempotencyKey: crypto.randomUUID(),
  };
}
