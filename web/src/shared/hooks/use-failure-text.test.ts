import "@/shared/translations/i18n";
import { renderHook } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { Failure } from "@/core/api/failure";
import { usePreferences } from "@/shared/stores/preferences";
import en from "@/shared/translations/en.json";
import { useFailureText } from "./use-failure-text";

beforeEach(() => usePreferences.getState().choose({ language: "en" }));

const textOfError = (error: unknown) => renderHook(useFailureText).result.current(error);
const textOf = (details: Failure["details"]) => textOfError(new Failure("WRONG_CODE", details));

test("names the tries left only when they are few", () => {
  expect(textOf({ attemptsLeft: 19 })).toBe(en.errors.WRONG_CODE);
  expect(textOf({ attemptsLeft: 3 })).toContain("3 tries left");
  expect(textOf({ attemptsLeft: 1 })).toContain("1 try left");
});

test("has words for an error that it does not know", () => {
  expect(textOfError(new Failure("A_CODE_OF_A_NEWER_API"))).toBe(en.errors.UNKNOWN);
  expect(textOfError(new TypeError("x is not a function"))).toBe(en.errors.UNKNOWN);
  expect(textOfError(new Failure("A_CODE_OF_A_NEWER_API", { retryAfter: 7200 }))).toMatch(new RegExp(`^${en.errors.UNKNOWN} .*2 hours`));
});

test("says about when to try again", () => {
  const textAfter = (retryAfter: number) =>
    textOfError(new Failure("TOO_MANY_CODES", { retryAfter })).replace(`${en.errors.TOO_MANY_CODES} `, "");

  expect(textAfter(7)).toBe("Try again in a minute.");
  expect(textAfter(61)).toBe("Try again in about 2 minutes.");
  expect(textAfter(3601)).toBe("Try again in about 2 hours.");
});
