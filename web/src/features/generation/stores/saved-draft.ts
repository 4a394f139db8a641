import type { AspectRatio, EngineId, ImageSize } from "@/core/domain/entities/generation";

/** What the user chose for a new image, except its files. */
export interface DraftFields {
  readonly target: string;
  readonly source: "photos" | "character";
  readonly characterId: string | null;
  readonly prompt: string;
  readonly aspectRatio: AspectRatio | null;
  readonly size: ImageSize;
  readonly engine: EngineId;
}

export interface DraftFiles {
  readonly pictures: readonly File[];
  readonly mask: File | null;
}

type Saved = DraftFields & { readonly id: string };
type SavedFiles = DraftFiles & { readonly savedAt: number };

const ITEM = "nero.draft";
const DATABASE = "nero";
const STORE = "drafts";

/** Milliseconds after which the files of a closed tab are removed. */
const MAX_AGE = 24 * 60 * 60_000;

/**
 * Keeps a tab's draft over a sign-in and a reload: its fields in sessionStorage, its files in IndexedDB. A browser without
 * IndexedDB, or without room, keeps the fields only.
 */
export const savedDraft = {
  read: (): DraftFields | null => read(),

  write(fields: DraftFields): void {
    sessionStorage.setItem(ITEM, JSON.stringify({ ...fields, id: read()?.id ?? crypto.randomUUID() } satisfies Saved));
  },

  async readFiles(): Promise<DraftFiles | null> {
    const id = read()?.id;
    return (id && (await inStore<SavedFiles | undefined>("readonly", (store) => store.get(id)))) || null;
  },

  async writeFiles(files: DraftFiles): Promise<void> {
    const id = read()?.id;
    if (id) {
      await inStore("readwrite", (store) => store.put({ ...files, savedAt: Date.now() } satisfies SavedFiles, id));
    }
  },

  async remove(): Promise<void> {
    const id = read()?.id;
    sessionStorage.removeItem(ITEM);
    if (id) {
      await inStore("readwrite", (store) => store.delete(id));
    }
  },

  /** Removes the files of tabs that were closed long ago. */
  async removeOld(): Promise<void> {
    const keys = (await inStore("readonly", (store) => store.getAllKeys())) ?? [];
    for (const key of keys) {
      const files = await inStore<SavedFiles | undefined>("readonly", (store) => store.get(key));
      if (files && Date.now() - files.savedAt > MAX_AGE) {
        await inStore("readwrite", (store) => store.delete(key));
      }
    }
  },
};

function read(): Saved | null {
  try {
    return JSON.parse(sessionStorage.getItem(ITEM) ?? "null") as Saved | null;
  } catch {
    return null;
  }
}

/** Runs a request in the database. Returns undefined if the browser refuses it. */
async function inStore<T>(mode: IDBTransactionMode, request: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> {
  try {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    const database = await resultOf(opening);
    try {
      return await resultOf(request(database.transaction(STORE, mode).objectStore(STORE)));
    } finally {
      database.close();
    }
  } catch {
    return undefined;
  }
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
