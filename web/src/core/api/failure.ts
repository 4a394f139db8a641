import type { components } from "./schema";

type ErrorBody = components["schemas"]["Error"];
type FieldError = components["schemas"]["ValidationError"]["errors"][number];

/** Codes of failures that never reached Nero. */
export const OFFLINE = "OFFLINE";
export const UNKNOWN = "UNKNOWN";

/** What kept a request from being answered as hoped, by the contract's code. */
export class Failure extends Error {
  constructor(
    /** A code of the contract, or {@link OFFLINE}, or {@link UNKNOWN}. */
    readonly code: string,
    readonly details: {
      readonly attemptsLeft?: number;
      /** Seconds. */
      readonly retryAfter?: number;
      readonly fields?: readonly FieldError[];
      readonly requestId?: string;
    } = {},
  ) {
    super(code);
  }

  static of(error: unknown): Failure {
    return error instanceof Failure ? error : new Failure(UNKNOWN);
  }

  /** Reads an error of the contract; whatever else stands in the body is {@link UNKNOWN}. */
  static read(body: unknown, headers: Headers): Failure {
    const error = (body ?? {}) as Partial<ErrorBody & { attemptsLeft: number; errors: FieldError[] }>;
    const retryAfter = Number(headers.get("Retry-After") ?? NaN);
    return new Failure(typeof error.code === "string" ? error.code : UNKNOWN, {
      ...(error.attemptsLeft === undefined ? {} : { attemptsLeft: error.attemptsLeft }),
      ...(Number.isFinite(retryAfter) ? { retryAfter } : {}),
      ...(error.errors ? { fields: error.errors } : {}),
      ...(error.requestId ? { requestId: error.requestId } : {}),
    });
  }
}

export const isAborted = (error: unknown): boolean => error instanceof DOMException && error.name === "AbortError";
