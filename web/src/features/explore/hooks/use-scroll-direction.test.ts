import { cleanup, renderHook } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { useScrollDirection } from "./use-scroll-direction";

afterEach(cleanup);

const scroll = (y: number) => {
  Object.defineProperty(window, "scrollY", { value: y, configurable: true });
  dispatchEvent(new Event("scroll"));
  return document.documentElement.hasAttribute("data-scrolled-down");
};

test("marks the document while the user scrolls down, and not near the top or after the page", () => {
  scroll(0);
  const { unmount } = renderHook(() => useScrollDirection());

  expect([scroll(100), scroll(400), scroll(403), scroll(390), scroll(700)]).toEqual([false, true, true, false, true]);
  unmount();
  expect(document.documentElement.hasAttribute("data-scrolled-down")).toBe(false);
});
