import { QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { session } from "@/core/api/client";
import { changeAccount, signOut, useAccount } from "./account";
import { queryClient } from "./query-client";

/** The requests so far. Each waits until the test responds. */
let requests: { request: Request; respond: (status: number, name?: string) => void }[];

beforeEach(() => {
  requests = [];
  vi.stubGlobal(
    "fetch",
    (request: Request) =>
      new Promise<Response>((resolve) =>
        requests.push({
          request,
          respond: (status, name) => {
            const body =
              status === 200
                ? { status: "success", data: { user: { name }, ...(request.method === "GET" ? { stats: {} } : {}) } }
                : { status: "error", code: "INTERNAL" };
            resolve(Response.json(body, { status }));
          },
        }),
      ),
  );
  signIn();
});

afterEach(() => {
  cleanup();
  session.end();
});

const signIn = () => session.begin({ accessToken: "a", refreshToken: "r", expiresIn: 900 });
const requested = (count: number) => vi.waitFor(() => expect(requests).toHaveLength(count));
const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>;
const show = (options?: Parameters<typeof useAccount>[0]) => renderHook(() => useAccount(options), { wrapper }).result;
const nameOf = (shown: ReturnType<typeof show>) => shown.current.data?.user.name;

test("loads the account once for all components, and again on request", async () => {
  const first = show();
  const second = show();
  await requested(1);
  requests[0]!.respond(200, "Sara");
  await vi.waitFor(() => expect([first, second].map(nameOf)).toEqual(["Sara", "Sara"]));

  const third = show({ refetchOnMount: "always" });
  expect(nameOf(third)).toBe("Sara");
  await requested(2);
  requests[1]!.respond(500);
  await vi.waitFor(() => expect(third.current.error).not.toBeNull());
  expect(nameOf(third)).toBe("Sara");
});

test("a failed request is retried only on request", async () => {
  const shown = show();
  await requested(1);
  requests[0]!.respond(500);
  await vi.waitFor(() => expect(shown.current.error).toMatchObject({ code: "INTERNAL" }));

  void shown.current.refetch();
  await requested(2);
  requests[1]!.respond(200, "Sara");
  await vi.waitFor(() => expect(nameOf(shown)).toBe("Sara"));
});

test("a change shows the user that the API returns", async () => {
  const shown = show();
  await requested(1);
  requests[0]!.respond(200, "Sara");
  await vi.waitFor(() => expect(nameOf(shown)).toBe("Sara"));

  const change = changeAccount({ name: "Mina" });
  await requested(2);
  requests[1]!.respond(200, "Mina");
  await change;
  await vi.waitFor(() => expect(shown.current.data).toEqual({ user: { name: "Mina" }, stats: {} }));
  expect(requests[1]!.request.method).toBe("PATCH");
});

test("never shows a user the data of the previous user, even from late responses", async () => {
  const shown = show();
  await requested(1);
  requests[0]!.respond(200, "Sara");
  await vi.waitFor(() => expect(nameOf(shown)).toBe("Sara"));
  const change = changeAccount({ name: "Mina" });
  await requested(2);

  act(signIn);
  expect(nameOf(shown)).toBeUndefined();
  await requested(3);
  requests[1]!.respond(200, "Mina");
  await act(() => change);
  expect(nameOf(shown)).toBeUndefined();
  requests[2]!.respond(200, "Omid");
  await vi.waitFor(() => expect(nameOf(shown)).toBe("Omid"));
});

test("signing out of this device leaves the other devices alone", async () => {
  const leaving = signOut();
  await requested(1);
  requests[0]!.respond(200);
  await leaving;

  expect(await requests[0]!.request.json()).toEqual({ everywhere: false });
});

test("signing out everywhere ends all sessions", async () => {
  const leaving = signOut(true);
  await requested(1);
  requests[0]!.respond(200);
  await leaving;

  expect(await requests[0]!.request.json()).toEqual({ everywhere: true });
  expect(session.isSignedIn).toBe(false);
});

test("says that signing out everywhere failed, and stays signed in to try again", async () => {
  const leaving = signOut(true);
  await requested(1);
  requests[0]!.respond(500);

  await expect(leaving).rejects.toMatchObject({ code: "INTERNAL" });
  expect(session.isSignedIn).toBe(true);
});

test("signing out clears all cached data, even if the request fails", async () => {
  const shown = show();
  await requested(1);
  requests[0]!.respond(200, "Sara");
  await vi.waitFor(() => expect(nameOf(shown)).toBe("Sara"));
  cleanup();

  const leaving = signOut();
  await requested(2);
  requests[1]!.respond(500);
  await leaving;
  expect(session.isSignedIn).toBe(false);
  expect(queryClient.getQueryCache().getAll()).toEqual([]);
});
