import createClient from "openapi-fetch";
import { type RefreshResult, Session } from "@/core/session/session";
import { reportReachable, reportUnreachable } from "./connection";
import { Failure, isAborted, OFFLINE } from "./failure";
import { whileBusy } from "./repeat";
import type { paths } from "./schema";
import { noteThrottle } from "./throttle";

/** The API's base URL: `VITE_API_BASE_URL`, or `/api` on the page's origin by default. */
const BASE_URL = `${import.meta.env.VITE_API_BASE_URL ?? "/api"}/v1`.replace(/^\//, `${location.origin}/`);

/** Sends requests without an access token. Wrap each call in {@link dataOf} or {@link bodyOf}. */
export const anonymousApi = createClient<paths>({ baseUrl: BASE_URL, fetch: send });

export const session = new Session({
  refresh,
  storage: localStorage,
  locks: navigator.locks,
  channel: new BroadcastChannel("nero.session"),
  now: Date.now,
});

/** Sends requests with the access token, if a user is signed in. Wrap each call in {@link dataOf} or {@link bodyOf}. */
export const api = createClient<paths>({ baseUrl: BASE_URL, fetch: sendWithToken });

type ApiResponse<T> = { data?: T; error?: unknown; response: Response };

/**
 * Returns the body of a successful response.
 *
 * @throws Failure if the request failed; AbortError if it was aborted
 */
export async function bodyOf<T>(request: Promise<ApiResponse<T>>): Promise<T> {
  const { data, error, response } = await request;
  if (!response.ok || data === undefined) {
    throw Failure.read(error, response.headers);
  }
  return data;
}

/** Returns the `data` field of a successful response. Throws like {@link bodyOf}. */
export async function dataOf<D>(request: Promise<ApiResponse<{ data: D }>>): Promise<D> {
  return (await bodyOf(request)).data;
}

/** A resource that is polled until it no longer changes. */
export interface Polled<D> {
  readonly data: D;
  readonly etag: string | null;
  /** Seconds to wait before the next poll; null if the server does not say. */
  readonly retryAfter: number | null;
}

/**
 * Returns the `data` field of a response to a poll. If the request sends the entity tag of the last response, and the resource
 * has not changed since, returns the last data. Throws like {@link bodyOf}.
 */
export async function pollOf<D>(request: Promise<ApiResponse<{ data: D }>>, last?: Polled<D>): Promise<Polled<D>> {
  const { response } = await request;
  const seconds = Number(response.headers.get("Retry-After") ?? Number.NaN);
  const retryAfter = Number.isFinite(seconds) ? seconds : null;
  return response.status === 304 && last
    ? { ...last, retryAfter }
    : { data: await dataOf(request), etag: response.headers.get("ETag"), retryAfter };
}

/**
 * Returns whether the server responds, and updates the connection state. Bypasses the browser's cache: a cached response
 * does not prove that the server is reachable.
 */
export async function checkHealth(): Promise<boolean> {
  try {
    await anonymousApi.GET("/health", { cache: "no-store" });
    reportReachable();
    return true;
  } catch {
    return false;
  }
}

/** Sends a request, again while the server is busy. A network error sets the connection state to unreachable. */
async function send(request: Request): Promise<Response> {
  try {
    const response = await whileBusy(request, fetch);
    noteThrottle(response);
    return response;
  } catch (error) {
    if (isAborted(error)) {
      throw error;
    }
    reportUnreachable();
    throw new Failure(OFFLINE);
  }
}

async function sendWithToken(request: Request): Promise<Response> {
  const retry = request.clone();
  const token = await session.accessToken();
  const response = await send(withToken(request, token));
  if (response.status !== 401 || token === null) {
    return response;
  }
  // Null if the session has ended: the retry is anonymous, and public routes still respond.
  const newToken = await session.refresh(token);
  return send(withToken(retry, newToken));
}

function withToken(request: Request, token: string | null): Request {
  if (token !== null) {
    request.headers.set("Authorization", `Bearer ${token}`);
  }
  return request;
}

async function refresh(refreshToken: string): Promise<RefreshResult> {
  const { data, error, response } = await anonymousApi.POST("/auth/refresh", { body: { refreshToken } });
  if (data) {
    return { kind: "refreshed", tokens: data.data };
  }
  const failure = Failure.read(error, response.headers);
  if (failure.code === "INVALID_REFRESH_TOKEN" || failure.code === "VALIDATION") {
    return { kind: "rejected" };
  }
  throw failure;
}
