import createClient from "openapi-fetch";
import { type Renewal, Session } from "@/core/session/session";
import { reportReached, reportUnreachable } from "./connection";
import { Failure, isAborted, OFFLINE } from "./failure";
import type { paths } from "./schema";

/** Where the API is; the page's own origin where nothing else is set, as on one machine. */
const BASE_URL = `${import.meta.env.VITE_API_BASE_URL ?? "/api"}/v1`.replace(/^\//, `${location.origin}/`);

/** Requests that are made with nobody's token: they make or renew one. */
const plain = createClient<paths>({ baseUrl: BASE_URL, fetch: reach });

export const session = new Session({
  renew,
  storage: localStorage,
  locks: navigator.locks,
  channel: new BroadcastChannel("nero.session"),
  now: Date.now,
});

/** Requests of whoever is signed in, or of nobody. */
const signed = createClient<paths>({ baseUrl: BASE_URL, fetch: reachSigned });

/** The client of the contract, `openapi.yaml`. Wrap each call in {@link dataOf}. */
export const api = signed;
export const anonymousApi = plain;

type Answer<T> = { data?: T; error?: unknown; response: Response };

/**
 * The answer of a request.
 *
 * @throws Failure unless it succeeded; AbortError where it was given up
 */
export async function answerOf<T>(request: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await request;
  if (!response.ok || data === undefined) {
    throw Failure.read(error, response.headers);
  }
  return data;
}

/** The `data` of a request's answer, as {@link answerOf}. */
export async function dataOf<D>(request: Promise<Answer<{ data: D }>>): Promise<D> {
  return (await answerOf(request)).data;
}

/** Asks Nero whether it is there, and tells the whole app. What else is answered may come from the browser's cache. */
export async function askForNero(): Promise<boolean> {
  try {
    await plain.GET("/health", { cache: "no-store" });
    reportReached();
    return true;
  } catch {
    return false;
  }
}

/** Sends a request; that the network fails is told to the whole app. */
async function reach(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    if (isAborted(error)) {
      throw error;
    }
    reportUnreachable();
    throw new Failure(OFFLINE);
  }
}

async function reachSigned(request: Request): Promise<Response> {
  const again = request.clone();
  const token = await session.accessToken();
  const response = await reach(withToken(request, token));
  if (response.status !== 401 || token === null) {
    return response;
  }
  const other = await session.renew(token);
  // Where the session has ended, what is open to all is answered all the same.
  return reach(withToken(again, other));
}

function withToken(request: Request, token: string | null): Request {
  if (token !== null) {
    request.headers.set("Authorization", `Bearer ${token}`);
  }
  return request;
}

async function renew(refreshToken: string): Promise<Renewal> {
  const { data, error, response } = await plain.POST("/auth/refresh", { body: { refreshToken } });
  if (data) {
    return { kind: "renewed", tokens: data.data };
  }
  const failure = Failure.read(error, response.headers);
  if (failure.code === "INVALID_REFRESH_TOKEN" || failure.code === "VALIDATION") {
    return { kind: "refused" };
  }
  throw failure;
}
