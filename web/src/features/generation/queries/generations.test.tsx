import { focusManager, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { session } from "@/core/api/client";
import { reportReachable, reportUnreachable } from "@/core/api/connection";
import type { Generation } from "@/core/domain/entities/generation";
import { useAccount } from "@/shared/queries/account";
import { queryClient } from "@/shared/queries/query-client";
import { cancelGeneration, deleteGeneration, useActiveGenerations, useGeneration, useGenerations } from "./generations";

/** Seconds between polls that the server asks for. */
const INTERVAL = 0.02;

let requests: { line: string; etag: string | null }[];
/** The generations that the server has, newest first. */
let generations: Generation[];
/** The response to the next cancellation or deletion. */
let change: Response | null;

const aGeneration = (id: string, status: Generation["status"], changed: Partial<Generation> = {}) =>
  ({ id, status, stars: 1, refunded: false, progress: null, ...changed }) as Generation;
const active = () => generations.filter(({ status }) => status === "queued" || status === "running");
const failure = (status: number, code: string) => Response.json({ status: "error", code }, { status });

beforeEach(() => {
  requests = [];
  generations = [aGeneration("b", "running"), aGeneration("a", "succeeded")];
  change = null;
  vi.stubGlobal("fetch", async (request: Request) => {
    const { pathname, search } = new URL(request.url);
    const path = pathname.replace("/api/v1", "");
    const etag = request.headers.get("If-None-Match");
    requests.push({ line: `${request.method} ${path}${search}`, etag });
    if (request.method !== "GET") {
      return change ?? Response.json({ status: "success", data: {} });
    }
    if (path === "/users/profile") {
      return Response.json({ status: "success", data: { user: {}, stats: {} } });
    }
    const found = generations.find(({ id }) => path === `/generations/${id}`);
    if (!found && path !== "/generations") {
      return failure(404, "NOT_FOUND");
    }
    const data = found
      ? { generation: found }
      : search.includes("status=active")
        ? { generations: active(), nextCursor: null }
        : { generations, nextCursor: null };
    const isWaiting = found ? active().includes(found) : active().length > 0;
    const headers: Record<string, string> = {
      ETag: JSON.stringify(data).length.toString(),
      ...(isWaiting ? { "Retry-After": `${INTERVAL}` } : {}),
    };
    return etag === headers.ETag ? new Response(null, { status: 304, headers }) : Response.json({ status: "success", data }, { headers });
  });
  reportReachable();
  session.begin({ accessToken: "a", refreshToken: "r", expiresIn: 900 });
});

afterEach(() => {
  cleanup();
  focusManager.setFocused(undefined);
  session.end();
});

const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>;
const count = (line: string) => requests.filter((request) => request.line === line).length;
const polls = () => count("GET /generations?status=active");
const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

function showOne() {
  return renderHook(
    () => {
      useAccount();
      return useGeneration("b").data?.data.generation;
    },
    { wrapper },
  ).result;
}

function showList() {
  return renderHook(
    () => {
      const list = useGenerations().data?.pages.flatMap((page) => page.generations);
      useActiveGenerations(list?.some(({ status }) => status === "running") ?? false);
      return list?.map(({ id, status }) => `${id} ${status}`);
    },
    { wrapper },
  ).result;
}

test("polls with an entity tag until the image is ready, and then refetches the account", async () => {
  const shown = showOne();
  await vi.waitFor(() => expect(polls()).toBeGreaterThan(2));
  expect(requests.filter(({ line }) => line === "GET /generations?status=active").map(({ etag }) => etag !== null)).toEqual([
    false,
    ...Array(polls() - 1).fill(true),
  ]);
  expect([shown.current?.status, count("GET /users/profile")]).toEqual(["running", 1]);

  generations = [aGeneration("b", "succeeded")];
  await vi.waitFor(() => expect(shown.current?.status).toBe("succeeded"));
  await vi.waitFor(() => expect(count("GET /users/profile")).toBe(2));
  const last = polls();
  await pause(INTERVAL * 5);
  expect(polls()).toBe(last);
});

test("does not poll while the page is hidden or the server is unreachable, and continues afterwards", async () => {
  showOne();
  await vi.waitFor(() => expect(polls()).toBeGreaterThan(1));
  for (const [stop, resume] of [
    [() => focusManager.setFocused(false), () => focusManager.setFocused(true)],
    [reportUnreachable, reportReachable],
  ] as const) {
    act(stop);
    await pause(INTERVAL);
    const last = polls();
    await pause(INTERVAL * 5);
    expect(polls()).toBe(last);

    act(resume);
    await vi.waitFor(() => expect(polls()).toBeGreaterThan(last));
  }
});

test("waits for the refund of an image that failed", async () => {
  generations = [aGeneration("b", "failed")];
  const shown = showOne();
  await vi.waitFor(() => expect(shown.current?.status).toBe("failed"));

  generations = [aGeneration("b", "failed", { refunded: true })];
  await vi.waitFor(() => expect(shown.current?.refunded).toBe(true), { timeout: 5_000 });
});

test("polls one list for all images in progress and refetches the images when one is ready", async () => {
  const shown = showList();
  await vi.waitFor(() => expect(count("GET /generations?status=active")).toBeGreaterThan(2));
  expect([shown.current, count("GET /generations?limit=24")]).toEqual([["b running", "a succeeded"], 1]);

  generations = [aGeneration("b", "succeeded"), aGeneration("a", "succeeded")];
  await vi.waitFor(() => expect(shown.current).toEqual(["b succeeded", "a succeeded"]));
  const last = requests.length;
  await pause(INTERVAL * 5);
  expect(requests.length).toBe(last);
});

test("an image that was ordered on another device appears in the list, and its price leaves the balance", async () => {
  const shown = showList();
  renderHook(useAccount, { wrapper });
  await vi.waitFor(() => expect([shown.current?.length, count("GET /users/profile")]).toEqual([2, 1]));

  generations = [aGeneration("c", "queued"), ...generations];
  await vi.waitFor(() => expect(shown.current).toEqual(["c queued", "b running", "a succeeded"]));
  await vi.waitFor(() => expect(count("GET /users/profile")).toBe(2));
});

test("cancelling shows the state that the API returns, and reads it again if it is too late", async () => {
  generations = [aGeneration("b", "queued")];
  const shown = showOne();
  await vi.waitFor(() => expect(shown.current?.status).toBe("queued"));

  change = failure(409, "TOO_LATE");
  generations = [aGeneration("b", "running")];
  await expect(cancelGeneration("b")).rejects.toMatchObject({ code: "TOO_LATE" });
  await vi.waitFor(() => expect(shown.current?.status).toBe("running"));

  const canceled = aGeneration("b", "canceled", { refunded: true });
  change = Response.json({ status: "success", data: { generation: canceled, stars: { balance: 3 } } });
  generations = [canceled];
  await act(() => cancelGeneration("b"));
  await vi.waitFor(() => expect(shown.current).toMatchObject({ status: "canceled", refunded: true }));
});

test.each([null, failure(404, "NOT_FOUND")])("a deleted image leaves the list, even if another device deleted it", async (response) => {
  generations = [aGeneration("b", "succeeded"), aGeneration("a", "succeeded")];
  const shown = showList();
  await vi.waitFor(() => expect(shown.current).toHaveLength(2));

  change = response;
  await act(() => deleteGeneration("b"));
  await vi.waitFor(() => expect(shown.current).toEqual(["a succeeded"]));
});

test("an image that cannot be deleted yet stays", async () => {
  const shown = showList();
  await vi.waitFor(() => expect(shown.current).toHaveLength(2));

  change = failure(409, "NOT_SETTLED");
  await expect(deleteGeneration("b")).rejects.toMatchObject({ code: "NOT_SETTLED" });
  expect(shown.current).toHaveLength(2);
});

/** Web Locks of a browser with other tabs. `release` ends the lock of the tab that holds it now. */
function stubLocks() {
  const waiting: (() => unknown)[] = [];
  vi.stubGlobal("navigator", {
    ...navigator,
    locks: {
      request: (_: string, { signal }: { signal: AbortSignal }, hold: () => Promise<void>) =>
        new Promise((resolve, reject) => {
          waiting.push(() => resolve(hold()));
          signal.addEventListener("abort", () => reject(signal.reason as Error));
        }),
    },
  });
  return { grant: () => act(() => waiting.shift()!()) };
}

test("one tab polls: the others show what it has read, and poll when they are elected", async () => {
  const locks = stubLocks();
  const polling = new BroadcastChannel("nero.generations");
  const shown = showOne();
  await vi.waitFor(() => expect(shown.current?.status).toBe("running"));
  await pause(INTERVAL * 5);
  expect(polls()).toBe(0);

  polling.postMessage([aGeneration("b", "running", { progress: 70 })]);
  await vi.waitFor(() => expect(shown.current?.progress).toBe(70));
  generations = [aGeneration("b", "succeeded")];
  polling.postMessage([]);
  await vi.waitFor(() => expect(shown.current?.status).toBe("succeeded"));
  expect(polls()).toBe(0);

  generations = [aGeneration("b", "running")];
  await act(() => queryClient.invalidateQueries());
  await vi.waitFor(() => expect(shown.current?.status).toBe("running"));
  locks.grant();
  locks.grant();
  await vi.waitFor(() => expect(polls()).toBeGreaterThan(0));
  polling.close();
});
