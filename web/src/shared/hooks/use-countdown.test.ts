import { act, renderHook } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { useCountdown } from "./use-countdown";

afterEach(() => vi.useRealTimers());

test("counts down to 0, also after the page was suspended", () => {
  vi.useFakeTimers();
  const until = Date.now() + 60_000;
  const { result } = renderHook(() => useCountdown(until));
  expect(result.current).toBe(60);

  act(() => vi.advanceTimersByTime(1_500));
  expect(result.current).toBe(59);

  vi.setSystemTime(Date.now() + 3_600_000);
  act(() => vi.advanceTimersByTime(500));
  expect(result.current).toBe(0);
});
