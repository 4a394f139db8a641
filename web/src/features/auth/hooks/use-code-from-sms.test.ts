import { renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useCodeFromSms } from "./use-code-from-sms";

let get: ReturnType<typeof vi.fn<(options: CredentialRequestOptions) => Promise<Credential | null>>>;

beforeEach(() => {
  get = vi.fn();
  vi.stubGlobal("OTPCredential", class {});
  vi.stubGlobal("navigator", { credentials: { get } });
});

afterEach(() => vi.unstubAllGlobals());

test("reads the code from the SMS in a browser with WebOTP", async () => {
  get.mockResolvedValue({ code: "۱۲۳۴۵۶", type: "otp", id: "" } as Credential);
  const onCode = vi.fn();
  renderHook(() => useCodeFromSms(onCode));

  await vi.waitFor(() => expect(onCode).toHaveBeenCalledExactlyOnceWith("123456"));
  expect(get.mock.calls[0]![0]).toMatchObject({ otp: { transport: ["sms"] } });
});

test("stops waiting for the SMS when the page closes", () => {
  get.mockReturnValue(new Promise(() => {}));
  const { unmount } = renderHook(() => useCodeFromSms(vi.fn()));
  const { signal } = get.mock.calls[0]![0];

  expect(signal?.aborted).toBe(false);
  unmount();
  expect(signal?.aborted).toBe(true);
});

test("does nothing in a browser without WebOTP", () => {
  vi.unstubAllGlobals();
  vi.stubGlobal("navigator", { credentials: { get } });
  renderHook(() => useCodeFromSms(vi.fn()));

  expect(get).not.toHaveBeenCalled();
});
