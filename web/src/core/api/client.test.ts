import { beforeEach, expect, test, vi } from "vitest";
import { anonymousApi, bodyOf, api, checkHealth, dataOf, pollOf, session } from "./client";
import { useConnection } from "./connection";
import { Failure } from "./failure";

/** The API's response by path and token. Throw to simulate a network error. */
let respond: (path: string, token: string | null) => Response;
let tokens: (string | null)[];
let requests: Request[];

const ok = (data: unknown = {}) => Response.json({ status: "success", data });
const error = (status: number, code: string, more: object = {}, headers: Record<string, string> = {}) =>
  Response.json({ status: "error", code, message: "", requestId: "r-1", ...more }, { status, headers });

beforeEach(() => {
  tokens = [];
  requests = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    requests.push(request);
    const path = new URL(request.url).pathname;
    const token = request.headers.get("Authorization");
    if (!path.endsWith("/refresh")) {
      tokens.push(token);
    }
    return respond(path, token);
  });
  respond = () => ok();
  session.end();
  useConnection.setState({ isReachable: true });
});

const signIn = () => session.begin({ accessToken: "old", refreshToken: "r", expiresIn: 900 });

test("sends the access token only when signed in, and never with the anonymous client", async () => {
  await api.GET("/categories");
  signIn();
  await api.GET("/categories");
  await anonymousApi.GET("/categories");

  expect(tokens).toEqual([null, "Bearer old", null]);
});

test("refreshes a rejected token once and retries the request with its body", async () => {
  signIn();
  const bodies: unknown[] = [];
  respond = (path, token) => {
    if (path.endsWith("/refresh")) {
      return ok({ accessToken: "new", refreshToken: "r2", expiresIn: 900 });
    }
    return token === "Bearer new" ? ok({ user: {} }) : error(401, "UNAUTHORIZED");
  };
  const { fetch } = globalThis;
  vi.stubGlobal("fetch", async (request: Request) => {
    if (request.method === "PATCH") {
      bodies.push(await request.clone().json());
    }
    return fetch(request);
  });

  await dataOf(api.PATCH("/users/profile", { body: { name: "Sara" } }));

  expect(tokens).toEqual(["Bearer old", "Bearer new"]);
  expect(bodies).toEqual([{ name: "Sara" }, { name: "Sara" }]);
});

test("signs out and retries anonymously when the session has ended", async () => {
  signIn();
  respond = (path, token) => {
    if (path.endsWith("/refresh")) {
      return error(401, "INVALID_REFRESH_TOKEN");
    }
    return token === null ? ok({ categories: [] }) : error(401, "UNAUTHORIZED");
  };

  expect(await dataOf(api.GET("/categories"))).toEqual({ categories: [] });
  expect(session.isSignedIn).toBe(false);
});

test("stays signed in when a refresh fails temporarily", async () => {
  signIn();
  respond = (path) => (path.endsWith("/refresh") ? error(503, "DATABASE_UNAVAILABLE") : error(401, "UNAUTHORIZED"));

  await expect(dataOf(api.GET("/categories"))).rejects.toMatchObject({ code: "DATABASE_UNAVAILABLE" });
  expect(session.isSignedIn).toBe(true);
});

test("an API error becomes a failure with its details", async () => {
  respond = () => error(401, "WRONG_CODE", { attemptsLeft: 3 }, { "Retry-After": "60" });

  const failure = await bodyOf(anonymousApi.GET("/categories")).catch((reason: unknown) => reason);

  expect(failure).toBeInstanceOf(Failure);
  expect(failure).toMatchObject({ code: "WRONG_CODE", details: { attemptsLeft: 3, retryAfter: 60, requestId: "r-1" } });
});

test("a proxy's error page becomes an UNKNOWN failure", async () => {
  respond = () => new Response("<html>Bad gateway</html>", { status: 502, headers: { "Content-Type": "text/html" } });

  await expect(bodyOf(anonymousApi.GET("/categories"))).rejects.toMatchObject({ code: "UNKNOWN" });
});

test("a network error sets the connection to unreachable until a health check succeeds", async () => {
  respond = () => {
    throw new TypeError("Failed to fetch");
  };
  await expect(bodyOf(anonymousApi.GET("/categories"))).rejects.toMatchObject({ code: "OFFLINE" });
  expect(useConnection.getState().isReachable).toBe(false);

  expect(await checkHealth()).toBe(false);

  respond = () => ok();
  await anonymousApi.GET("/categories");
  expect(useConnection.getState().isReachable, "the response may be cached").toBe(false);
  expect(await checkHealth()).toBe(true);
  expect(useConnection.getState().isReachable).toBe(true);
  expect(requests.at(-1)).toMatchObject({ url: expect.stringContaining("/v1/health"), cache: "no-store" });
});

test("a poll without a change keeps the data, but follows the server's new interval", async () => {
  const last = { data: 1, etag: '"a"', retryAfter: 1 };
  const response = new Response(null, { status: 304, headers: { "Retry-After": "15" } });

  expect(await pollOf(Promise.resolve({ response }), last)).toEqual({ ...last, retryAfter: 15 });
});
