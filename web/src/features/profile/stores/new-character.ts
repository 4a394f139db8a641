import { create } from "zustand";
import { api, dataOf, session } from "@/core/api/client";
import { Failure, isAborted } from "@/core/api/failure";
import { uploadPicture } from "@/core/api/upload";
import { type Character, MAX_PICTURES, type Upload, type Uploaded } from "@/core/domain/entities/character";
import { MAX_PICTURE_BYTES, PICTURE_TYPES } from "@/core/domain/pictures";

/** A picture that was chosen, and how far it is on its way to the store. */
export interface ChosenPicture {
  readonly key: string;
  readonly file: File;
  /** An address of it in this page. */
  readonly preview: string;
  readonly state: "waiting" | "sending" | "sent" | "failed";
  /** The part that is sent, from 0 to 1. */
  readonly progress: number;
}

/** Why a file was left out. */
export interface LeftOut {
  readonly name: string;
  readonly why: "wrongKind" | "tooLarge" | "tooMany";
}

interface NewCharacter {
  readonly name: string;
  readonly pictures: readonly ChosenPicture[];
  readonly step: "choosing" | "sending" | "finishing";
  readonly failure: Failure | null;
  setName(name: string): void;
  /** Takes what Nero takes, and answers what it left out. */
  choose(files: readonly File[]): LeftOut[];
  remove(key: string): void;
  /** Sends what is not sent yet and makes the character; null where that failed or was given up. */
  create(): Promise<Character | null>;
  giveUp(): void;
  reset(): void;
}

/** Leaves to upload, and what came of them; good for one character of one name and set of pictures. */
interface Attempt {
  readonly of: string;
  readonly leaves: ReadonlyMap<string, Upload>;
  readonly expiresAt: number;
  readonly receipts: Map<string, Uploaded>;
  /** A retry after an answer that got lost must not make a second character. */
  readonly idempotencyKey: string;
}

/** How much earlier than it ends a leave counts as ended, milliseconds. */
const EARLY = 30_000;

/** After these the same attempt may be gone on with; after others it begins anew. */
const PASSING = ["OFFLINE", "STORAGE_UNAVAILABLE", "DATABASE_UNAVAILABLE", "INTERNAL", "TIMEOUT", "CONFLICT", "RATE_LIMITED"];

let attempt: Attempt | null = null;
let underWay: AbortController | null = null;

const EMPTY = { name: "", pictures: [], step: "choosing" as const, failure: null };

export const useNewCharacter = create<NewCharacter>((set, get) => {
  const change = (key: string, changed: Partial<ChosenPicture>) =>
    set(({ pictures }) => ({ pictures: pictures.map((it) => (it.key === key ? { ...it, ...changed } : it)) }));

  return {
    ...EMPTY,

    setName: (name) => set({ name, failure: null }),

    choose(files) {
      const leftOut: LeftOut[] = [];
      const pictures = [...get().pictures];
      for (const file of files) {
        const known = pictures.some(
          ({ file: { name, size, lastModified } }) => name === file.name && size === file.size && lastModified === file.lastModified,
        );
        if (!PICTURE_TYPES.includes(file.type)) {
          leftOut.push({ name: file.name, why: "wrongKind" });
        } else if (file.size > MAX_PICTURE_BYTES) {
          leftOut.push({ name: file.name, why: "tooLarge" });
        } else if (!known && pictures.length >= MAX_PICTURES) {
          leftOut.push({ name: file.name, why: "tooMany" });
        } else if (!known) {
          pictures.push({ key: crypto.randomUUID(), file, preview: URL.createObjectURL(file), state: "waiting", progress: 0 });
        }
      }
      set({ pictures, failure: null });
      return leftOut;
    },

    remove(key) {
      const gone = get().pictures.find((it) => it.key === key);
      if (gone) {
        URL.revokeObjectURL(gone.preview);
        set(({ pictures }) => ({ pictures: pictures.filter((it) => it !== gone), failure: null }));
      }
    },

    async create() {
      const giveUp = new AbortController();
      underWay = giveUp;
      set({ step: "sending", failure: null });
      try {
        const name = get().name.trim();
        attempt = await prepare(name, get().pictures, giveUp.signal);
        const { leaves, receipts, idempotencyKey } = attempt;
        const sent = await Promise.allSettled(
          get().pictures.map(async ({ key, file }) => {
            if (receipts.has(key)) {
              return;
            }
            change(key, { state: "sending", progress: 0 });
            try {
              const receipt = await uploadPicture(leaves.get(key)!, file, (progress) => change(key, { progress }), giveUp.signal);
              receipts.set(key, receipt);
              change(key, { state: "sent", progress: 1 });
            } catch (error) {
              change(key, { state: isAborted(error) ? "waiting" : "failed", progress: 0 });
              throw error;
            }
          }),
        );
        const failed = sent.find((it) => it.status === "rejected");
        if (failed) {
          throw failed.reason;
        }
        set({ step: "finishing" });
        const { character } = await dataOf(
          api.POST("/characters", {
            params: { header: { "Idempotency-Key": idempotencyKey } },
            body: { name, uploads: get().pictures.map(({ key }) => receipts.get(key)!) },
            signal: giveUp.signal,
          }),
        );
        get().reset();
        return character;
      } catch (error) {
        const failure = isAborted(error) ? null : Failure.of(error);
        if (failure && !PASSING.includes(failure.code)) {
          attempt = null;
        }
        set({ step: "choosing", failure });
        return null;
      } finally {
        underWay = null;
      }
    },

    giveUp: () => underWay?.abort(),

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

/** The attempt that failed before, where it is of the same name and pictures and still good; else a new one. */
async function prepare(name: string, pictures: readonly ChosenPicture[], signal: AbortSignal): Promise<Attempt> {
  const of = JSON.stringify([name, ...pictures.map(({ key }) => key)]);
  if (attempt?.of === of && attempt.expiresAt - EARLY > Date.now()) {
    return attempt;
  }
  const { uploads, expiresAt } = await dataOf(api.POST("/characters/uploads", { body: { count: pictures.length }, signal }));
  return {
    of,
    leaves: new Map(pictures.map(({ key }, index) => [key, uploads[index]!])),
    expiresAt: Date.parse(expiresAt),
    receipts: new Map(),
    idempotencyKey: crypto.randomUUID(),
  };
}
