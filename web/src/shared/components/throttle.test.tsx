import "@/shared/translations/i18n";
import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { Failure } from "@/core/api/failure";
import { noteThrottle, useThrottle } from "@/core/api/throttle";
import { usePreferences } from "@/shared/stores/preferences";
import en from "@/shared/translations/en.json";
import { ActionButton } from "./action-button";
import { ConnectionNotice } from "./connection-notice";
import { FailureNotice } from "./failure-notice";

beforeAll(() => import("./waits"));

beforeEach(() => {
  vi.useFakeTimers();
  usePreferences.getState().choose({ language: "en" });
  useThrottle.setState({ until: 0 });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const refusal = (limit: string) => new Response(null, { status: 429, headers: { "Retry-After": "65", RateLimit: limit } });
const isDisabled = (name: string) => screen.getByRole("button", { name }).hasAttribute("disabled");
const pass = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds));

test("counts down while the server refuses changes, and disables them meanwhile", async () => {
  render(
    <>
      <ConnectionNotice />
      <ActionButton isBusy={false}>Save</ActionButton>
      <ActionButton isBusy={false} isAlwaysAllowed>
        Download
      </ActionButton>
    </>,
  );
  act(() => noteThrottle(refusal('"requests";r=0;t=65')));
  await pass(0);
  expect(screen.getByRole("status").textContent).toBe(`${en.app.throttled}1:05`);
  expect([isDisabled("Save"), isDisabled("Download")]).toEqual([true, false]);

  await pass(2_000);
  expect(screen.getByRole("status").textContent).toContain("1:03");

  await pass(64_000);
  expect(screen.getByRole("status").textContent).toBe("");
  expect(isDisabled("Save")).toBe(false);
});

test("a limit of something else disables nothing", () => {
  render(<ActionButton isBusy={false}>Save</ActionButton>);

  act(() => noteThrottle(refusal('"reads";r=0;t=65')));
  act(() => noteThrottle(refusal('"requests";r=7;t=65')));

  expect(isDisabled("Save")).toBe(false);
});

test("what could not be loaded counts down and continues by itself", async () => {
  const onRetry = vi.fn();
  render(<FailureNotice failure={new Failure("RATE_LIMITED", { retryAfter: 3 })} onRetry={onRetry} />);
  await pass(0);
  expect(screen.getByText(`${en.app.continues}`, { exact: false }).textContent).toBe(`${en.app.continues} 0:03`);
  expect(screen.queryByRole("button")).toBeNull();

  await pass(2_500);
  expect(onRetry).not.toHaveBeenCalled();
  await pass(1_000);
  expect(onRetry).toHaveBeenCalledOnce();
});
