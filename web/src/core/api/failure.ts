import type { components } from "./schema";

type ErrorBody = components["schemas"]["Error"];
type FieldError = components["schemas"]["ValidationError"]["errors"][number];

/** Codes that the app adds to those of the API: no connection, and any other error. */
export const OFFLINE = "OFFLINE";
export const UNKNOWN = "UNKNOWN";

type Details = Failure["details"];

/** A failed request. */
export class Failure extends Error {
  /** When a retry makes sense, in epoch milliseconds; null if the server does not say. */
  readonly retryAt: number | null;

  constructor(
    /** An error code of the API, {@link OFFLINE} or {@link UNKNOWN}. */
    readonly code: string,
    readonly details: {
      readonly attemptsLeft?: number;
      /** Seconds. */
      readonly retryAfter?: number;
      readonly fields?: readonly FieldError[];
      /** Of `INSUFFICIENT_STARS`. */
      readonly stars?: { readonly balance: number; readonly needed: number };
      /** Of `PRICE_CHANGED`. */
      readonly price?: { readonly stars: number; readonly priceVersion: number };
      readonly requestId?: string;
    } = {},
  ) {
    super(code);
    this.retryAt = details.retryAfter === undefined ? null : Date.now() + details.retryAfter * 1000;
  }

  static of(error: unknown): Failure {
    return error instanceof Failure ? error : new Failure(UNKNOWN);
  }

  /** Reads an error response. The code is {@link UNKNOWN} if the body is not an API error. */
  static read(body: unknown, headers: Headers): Failure {
    const error = (body ?? {}) as Partial<ErrorBody & Pick<Details, "attemptsLeft" | "stars" | "price"> & { errors: FieldError[] }>;
    const retryAfter = Number(headers.get("Retry-After") ?? NaN);
    return new Failure(typeof error.code === "string" ? error.code : UNKNOWN, {
      ...(error.attemptsLeft === undefined ? {} : { attemptsLeft: error.attemptsLeft }),
      ...(Number.isFinite(retryAfter) ? { retryAfter } : {}),
      ...(error.errors ? { fields: error.errors } : {}),
      ...(error.stars ? { stars: error.stars } : {}),
      ...(error.price ? { price: error.price } : {}),
      ...(error.requestId ? { requestId: error.requestId } : {}),
    });
  }
}

export const isAborted = (error: unknown): boolean => error instanceof DOMException && error.name === "AbortError";
