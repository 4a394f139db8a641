import { cleanup, renderHook } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { useLeaveWarning } from "./use-leave-warning";

afterEach(cleanup);

/** Whether the browser asks before it leaves the page. */
function asks(): boolean {
  const leaving = new Event("beforeunload", { cancelable: true });
  dispatchEvent(leaving);
  return leaving.defaultPrevented;
}

test("warns only while the page is busy", () => {
  const { rerender, unmount } = renderHook(useLeaveWarning, { initialProps: false });
  expect(asks()).toBe(false);

  rerender(true);
  expect(asks()).toBe(true);
  rerender(false);
  expect(asks()).toBe(false);

  rerender(true);
  unmount();
  expect(asks()).toBe(false);
});
