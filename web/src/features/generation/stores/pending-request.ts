import type { GenerationRequest } from "@/core/domain/entities/generation";

/** A request for an image whose answer has not arrived. */
export interface Pending {
  /** What the image is made from, see `targetKey`. */
  readonly target: string;
  readonly idempotencyKey: string;
  readonly body: GenerationRequest;
}

const ITEM = "nero.newGeneration";

/** Milliseconds after which a request is not repeated without asking the user. */
const MAX_AGE = 10 * 60_000;

/** The request of an earlier load of this tab. */
let interrupted = read();

/**
 * Keeps the pending request over a reload of the page: repeated with the same key, it neither orders nor charges twice.
 */
export const pendingRequest = {
  save(request: Pending): void {
    sessionStorage.setItem(ITEM, JSON.stringify({ ...request, sentAt: Date.now() }));
  },

  clear(): void {
    interrupted = null;
    sessionStorage.removeItem(ITEM);
  },

  /** The request that a reload interrupted, once. */
  interrupted(target: string): Pending | null {
    const request = interrupted?.target === target ? interrupted : null;
    interrupted = request ? null : interrupted;
    return request;
  },
};

function read(): Pending | null {
  try {
    const saved = JSON.parse(sessionStorage.getItem(ITEM) ?? "null") as (Pending & { sentAt: number }) | null;
    return saved && Date.now() - saved.sentAt < MAX_AGE ? saved : null;
  } catch {
    return null;
  }
}
