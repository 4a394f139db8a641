import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { markLarge, markOpened, markReturned } from "./opened-card";

const picture = () => document.body.appendChild(document.createElement("span"));
const named = () => [...document.body.children].map((element) => (element as HTMLElement).style.viewTransitionName !== "");

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

test("only one picture has the name: the card that was opened last, or the large one", () => {
  const [first, second, large] = [picture(), picture(), picture()];
  markOpened("1", "list", first);
  markOpened("2", "list", second);
  expect(named()).toEqual([false, true, false]);

  markLarge("1", large);
  expect(named()).toEqual([false, true, false]);
  markLarge("2", large);
  expect(named()).toEqual([false, false, true]);
});

test("after a return, the card of the same list has the name for a moment", () => {
  markOpened("1", "list", picture());
  document.body.replaceChildren();

  markReturned("1", "other list", picture());
  markReturned("1", "list", picture());
  expect(named()).toEqual([false, true]);

  vi.advanceTimersByTime(1_000);
  expect(named()).toEqual([false, false]);
});
