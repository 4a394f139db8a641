import { isAborted } from "@/core/api/failure";
import { uploadPicture } from "@/core/api/upload";
import type { Upload, Uploaded } from "@/core/domain/entities/character";
import type { ChosenPicture } from "./chosen-pictures";

/** Requests signed uploads from the API. */
type SignUploads = (count: number, signal: AbortSignal) => Promise<{ uploads: Upload[]; expiresAt: string }>;

/** The uploads for one request. A retry with the same content continues them. */
interface Attempt {
  /** Identifies the content of the request. */
  readonly fingerprint: string;
  /** Signed uploads by picture key. */
  readonly uploads: ReadonlyMap<string, Upload>;
  /** Expiry of the signed uploads, in epoch milliseconds. */
  readonly expiresAt: number;
  /** Receipts of finished uploads by picture key. */
  readonly receipts: Map<string, Uploaded>;
  /** Keeps a retry after a lost response from repeating the request's effect. */
  readonly idempotencyKey: string;
}

/** Milliseconds before their expiry at which signed uploads are no longer used. */
const EXPIRY_MARGIN = 30_000;

/** Errors after which a retry continues the attempt. After other errors, the caller starts a new one. */
const RETRYABLE = ["OFFLINE", "STORAGE_UNAVAILABLE", "DATABASE_UNAVAILABLE", "INTERNAL", "TIMEOUT", "CONFLICT", "RATE_LIMITED"];

export const isRetryable = (code: string): boolean => RETRYABLE.includes(code);

/** Uploads the chosen pictures for a request, and gives that request its idempotency key. */
export class PictureUploads {
  private attempt: Attempt | null = null;

  constructor(private readonly sign: SignUploads) {}

  /**
   * Uploads the pictures that the last attempt with the same content has not uploaded.
   *
   * @param content what the request contains apart from the pictures
   * @param onChange receives changes of a picture's upload state
   * @returns the receipts in the order of the pictures
   * @throws the first failed upload's error after all uploads have ended
   */
  async send(
    content: string,
    pictures: readonly ChosenPicture[],
    onChange: (key: string, change: Partial<ChosenPicture>) => void,
    signal: AbortSignal,
  ): Promise<{ receipts: Uploaded[]; idempotencyKey: string }> {
    const { uploads, receipts, idempotencyKey } = await this.prepare(content, pictures, signal);
    const results = await Promise.allSettled(
      pictures.map(async ({ key, file }) => {
        if (receipts.has(key)) {
          return;
        }
        onChange(key, { state: "sending", progress: 0 });
        try {
          const receipt = await uploadPicture(uploads.get(key)!, file, (progress) => onChange(key, { progress }), signal);
          receipts.set(key, receipt);
          onChange(key, { state: "sent", progress: 1 });
        } catch (error) {
          onChange(key, { state: isAborted(error) ? "waiting" : "failed", progress: 0 });
          throw error;
        }
      }),
    );
    const failed = results.find((result) => result.status === "rejected");
    if (failed) {
      throw failed.reason;
    }
    return { receipts: pictures.map(({ key }) => receipts.get(key)!), idempotencyKey };
  }

  /** Makes the next request a new one that uses the same uploads. */
  renewKey(): void {
    this.attempt = this.attempt && { ...this.attempt, idempotencyKey: crypto.randomUUID() };
  }

  /** Makes the next request a new one with new uploads. */
  discard(): void {
    this.attempt = null;
  }

  private async prepare(content: string, pictures: readonly ChosenPicture[], signal: AbortSignal): Promise<Attempt> {
    const fingerprint = JSON.stringify([content, ...pictures.map(({ key }) => key)]);
    if (this.attempt?.fingerprint === fingerprint && this.attempt.expiresAt - EXPIRY_MARGIN > Date.now()) {
      return this.attempt;
    }
    const granted = pictures.length > 0 ? await this.sign(pictures.length, signal) : null;
    this.attempt = {
      fingerprint,
      uploads: new Map(pictures.map(({ key }, index) => [key, granted!.uploads[index]!])),
      expiresAt: granted ? Date.parse(granted.expiresAt) : Infinity,
      receipts: new Map(),
      idempotencyKey: crypto.randomUUID(),
    };
    return this.attempt;
  }
}
