import { renderHook, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { useLocalCode } from "./use-local-code";

const PHONE = "+989121234567";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

function stubOutbox(body: string) {
  const fetch = vi.fn((_url: string) => Promise.resolve(new Response(body)));
  vi.stubGlobal("fetch", fetch);
  return fetch;
}

test("reads the code of the last SMS from the local outbox", async () => {
  const fetch = stubOutbox(JSON.stringify({ messages: [{ body: "کد ورود شما به Nero: 123456" }, { body: "999999 is your Nero code." }] }));
  const { result } = renderHook(() => useLocalCode(PHONE, 1));

  await waitFor(() => expect(result.current).toBe("123456"));
  expect(fetch.mock.calls[0]![0]).toBe("/_local/outbox?phoneNumber=%2B989121234567");
});

test("asks again after a new code", async () => {
  const fetch = stubOutbox(JSON.stringify({ messages: [{ body: "123456 is your Nero code." }] }));
  const { result, rerender } = renderHook(({ sentAt }) => useLocalCode(PHONE, sentAt), { initialProps: { sentAt: 1 } });
  await waitFor(() => expect(result.current).toBe("123456"));

  stubOutbox(JSON.stringify({ messages: [{ body: "654321 is your Nero code." }] }));
  rerender({ sentAt: 2 });

  await waitFor(() => expect(result.current).toBe("654321"));
  expect(fetch).toHaveBeenCalledOnce();
});

test("has no code where there is no outbox", async () => {
  const fetch = stubOutbox("<!doctype html>");
  const { result } = renderHook(() => useLocalCode(PHONE, 1));

  await waitFor(() => expect(fetch).toHaveBeenCalledOnce());
  expect(result.current).toBeNull();
});

test("sends no request in a build for a deployed API", () => {
  vi.stubEnv("VITE_API_BASE_URL", "https://nero.example/api");
  const fetch = stubOutbox("{}");
  renderHook(() => useLocalCode(PHONE, 1));

  expect(fetch).not.toHaveBeenCalled();
});
