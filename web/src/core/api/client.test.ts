import { beforeEach, expect, test, vi } from "vitest";
import { anonymousApi, answerOf, api, askForNero, dataOf, session } from "./client";
import { useConnection } from "./connection";
import { Failure } from "./failure";

/** What the API answers by the token of a request; a network that is down throws. */
let answer: (path: string, token: string | null) => Response;
let tokens: (string | null)[];
let asked: Request[];

const ok = (data: unknown = {}) => Response.json({ status: "success", data });
const error = (status: number, code: string, more: object = {}, headers: Record<string, string> = {}) =>
  Response.json({ status: "error", code, message: "", requestId: "r-1", ...more }, { status, headers });

beforeEach(() => {
  tokens = [];
  asked = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    asked.push(request);
    const path = new URL(request.url).pathname;
    const token = request.headers.get("Authorization");
    if (!path.endsWith("/refresh")) {
      tokens.push(token);
    }
    return answer(path, token);
  });
  answer = () => ok();
  session.end();
  useConnection.setState({ isReachable: true });
});

const signIn = () => session.begin({ accessToken: "old", refreshToken: "r", expiresIn: 900 });

test("a request of somebody says who they are, one of nobody does not", async () => {
  await api.GET("/categories");
  signIn();
  await api.GET("/categories");
  await anonymousApi.GET("/categories");

  expect(tokens).toEqual([null, "Bearer old", null]);
});

test("a refused token is renewed once, and the request is made again with its body", async () => {
  signIn();
  const bodies: unknown[] = [];
  answer = (path, token) => {
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

test("whoever's session has ended is signed out, and sees what is open to all", async () => {
  signIn();
  answer = (path, token) => {
    if (path.endsWith("/refresh")) {
      return error(401, "INVALID_REFRESH_TOKEN");
    }
    return token === null ? ok({ categories: [] }) : error(401, "UNAUTHORIZED");
  };

  expect(await dataOf(api.GET("/categories"))).toEqual({ categories: [] });
  expect(session.isSignedIn).toBe(false);
});

test("nobody is signed out because Nero cannot renew a token just now", async () => {
  signIn();
  answer = (path) => (path.endsWith("/refresh") ? error(503, "DATABASE_UNAVAILABLE") : error(401, "UNAUTHORIZED"));

  await expect(dataOf(api.GET("/categories"))).rejects.toMatchObject({ code: "DATABASE_UNAVAILABLE" });
  expect(session.isSignedIn).toBe(true);
});

test("an error of the contract is a failure with its details", async () => {
  answer = () => error(401, "WRONG_CODE", { attemptsLeft: 3 }, { "Retry-After": "60" });

  const failure = await answerOf(anonymousApi.GET("/categories")).catch((it: unknown) => it);

  expect(failure).toBeInstanceOf(Failure);
  expect(failure).toMatchObject({ code: "WRONG_CODE", details: { attemptsLeft: 3, retryAfter: 60, requestId: "r-1" } });
});

test("what a proxy says in Nero's place is a failure too", async () => {
  answer = () => new Response("<html>Bad gateway</html>", { status: 502, headers: { "Content-Type": "text/html" } });

  await expect(answerOf(anonymousApi.GET("/categories"))).rejects.toMatchObject({ code: "UNKNOWN" });
});

test("the whole app knows whether Nero can be reached", async () => {
  answer = () => {
    throw new TypeError("Failed to fetch");
  };
  await expect(answerOf(anonymousApi.GET("/categories"))).rejects.toMatchObject({ code: "OFFLINE" });
  expect(useConnection.getState().isReachable).toBe(false);

  expect(await askForNero()).toBe(false);

  answer = () => ok();
  await anonymousApi.GET("/categories");
  expect(useConnection.getState().isReachable, "that may have come from a cache").toBe(false);
  expect(await askForNero()).toBe(true);
  expect(useConnection.getState().isReachable).toBe(true);
  expect(asked.at(-1)).toMatchObject({ url: expect.stringContaining("/v1/health"), cache: "no-store" });
});
