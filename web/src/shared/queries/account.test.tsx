import { QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { session } from "@/core/api/client";
import { changeAccount, signOut, useAccount } from "./account";
import { queryClient } from "./query-client";

/** What the API answers to each request; it waits until it is let go. */
let answers: { request: Request; answer: (status: number, name?: string) => void }[];

beforeEach(() => {
  answers = [];
  vi.stubGlobal(
    "fetch",
    (request: Request) =>
      new Promise<Response>((resolve) =>
        answers.push({
          request,
          answer: (status, name) => {
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
const asked = (count: number) => vi.waitFor(() => expect(answers).toHaveLength(count));
const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>;
const show = (options?: Parameters<typeof useAccount>[0]) => renderHook(() => useAccount(options), { wrapper }).result;
const nameOf = (shown: ReturnType<typeof show>) => shown.current.data?.user.name;

test("is read once, however many components show it, and anew where one asks for that", async () => {
  const first = show();
  const second = show();
  await asked(1);
  answers[0]!.answer(200, "Sara");
  await vi.waitFor(() => expect([first, second].map(nameOf)).toEqual(["Sara", "Sara"]));

  const third = show({ refetchOnMount: "always" });
  expect(nameOf(third)).toBe("Sara");
  await asked(2);
  answers[1]!.answer(500);
  await vi.waitFor(() => expect(third.current.error).not.toBeNull());
  expect(nameOf(third)).toBe("Sara");
});

test("a failure is not tried again but by hand", async () => {
  const shown = show();
  await asked(1);
  answers[0]!.answer(500);
  await vi.waitFor(() => expect(shown.current.error).toMatchObject({ code: "INTERNAL" }));

  void shown.current.refetch();
  await asked(2);
  answers[1]!.answer(200, "Sara");
  await vi.waitFor(() => expect(nameOf(shown)).toBe("Sara"));
});

test("a change is shown as Nero answers it", async () => {
  const shown = show();
  await asked(1);
  answers[0]!.answer(200, "Sara");
  await vi.waitFor(() => expect(nameOf(shown)).toBe("Sara"));

  const change = changeAccount({ name: "Mina" });
  await asked(2);
  answers[1]!.answer(200, "Mina");
  await change;
  await vi.waitFor(() => expect(shown.current.data).toEqual({ user: { name: "Mina" }, stats: {} }));
  expect(answers[1]!.request.method).toBe("PATCH");
});

test("nothing of one person is shown to the next, not even what is answered late", async () => {
  const shown = show();
  await asked(1);
  answers[0]!.answer(200, "Sara");
  await vi.waitFor(() => expect(nameOf(shown)).toBe("Sara"));
  const change = changeAccount({ name: "Mina" });
  await asked(2);

  act(signIn);
  expect(nameOf(shown)).toBeUndefined();
  await asked(3);
  answers[1]!.answer(200, "Mina");
  await act(() => change);
  expect(nameOf(shown)).toBeUndefined();
  answers[2]!.answer(200, "Omid");
  await vi.waitFor(() => expect(nameOf(shown)).toBe("Omid"));
});

test("whoever signs out leaves nothing behind, even where Nero cannot be told", async () => {
  const shown = show();
  await asked(1);
  answers[0]!.answer(200, "Sara");
  await vi.waitFor(() => expect(nameOf(shown)).toBe("Sara"));
  cleanup();

  const leaving = signOut();
  await asked(2);
  answers[1]!.answer(500);
  await leaving;
  expect(session.isSignedIn).toBe(false);
  expect(queryClient.getQueryCache().getAll()).toEqual([]);
});
