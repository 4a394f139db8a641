import i18next from "@/shared/translations/i18n";
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { usePreferences } from "@/shared/stores/preferences";
import en from "@/shared/translations/auth/en.json";
import { CodeStep } from "./code-step";

const PROBLEM = "Wrong code";

let verified: string[];

/** Refuses every code, like the page does. */
function WrongCodes({ resendAt }: { resendAt: number }) {
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <CodeStep
      phoneNumber="+989121234567"
      resendAt={resendAt}
      isBusy={false}
      problem={problem}
      onVerify={(code) => {
        verified.push(code);
        setProblem(PROBLEM);
      }}
      onResend={() => {}}
      onChangeNumber={() => {}}
      onType={() => setProblem(null)}
    />
  );
}

beforeAll(() => i18next.loadNamespaces("auth"));
beforeEach(() => {
  usePreferences.getState().choose({ language: "en" });
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError()));
  verified = [];
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const open = (resendAt = 0) => render(<WrongCodes resendAt={resendAt} />);
const type = (code: string) => fireEvent.change(screen.getByLabelText(en.signIn.codeLabel), { target: { value: code } });
const redBoxes = () => document.querySelectorAll("[data-slot=input-otp-slot][data-invalid=true]").length;

test("says that an SMS was sent only where one was sent", () => {
  open();
  expect(screen.getByText(new RegExp(en.signIn.codeSubtitle))).toBeTruthy();
  cleanup();

  vi.stubEnv("VITE_API_BASE_URL", "https://nero.example/api");
  open();
  expect(screen.getByText(new RegExp(en.signIn.codeSent))).toBeTruthy();
  vi.unstubAllEnvs();
});

test("sends the code with its sixth digit", () => {
  open();
  type("12345");
  expect(verified).toEqual([]);

  type("123456");
  expect(verified).toEqual(["123456"]);
});

test("clears a wrong code, and is no longer red once the user types again", () => {
  open();
  type("123456");
  expect(redBoxes()).toBe(6);
  expect(screen.getByRole("alert").textContent).toBe(PROBLEM);
  expect(screen.getByLabelText<HTMLInputElement>(en.signIn.codeLabel).value).toBe("");

  type("6");
  expect(redBoxes()).toBe(0);
  expect(screen.getByRole("alert").textContent).toBe("");
  type("123456");
  expect(verified).toEqual(["123456", "123456"]);
});

test.each([
  ["en", ["New code in 10 seconds", "New code in 1 second", "Get a new code"]],
  ["fa", ["دریافت کد جدید تا ۱۰ ثانیهٔ دیگر", "دریافت کد جدید تا ۱ ثانیهٔ دیگر", "دریافت کد جدید"]],
] as const)("counts down to the next code (%s)", async (language, [before, last, after]) => {
  await act(async () => usePreferences.getState().choose({ language }));
  await vi.waitFor(() => expect(i18next.language).toBe(language));
  vi.useFakeTimers({ now: 0 });
  open(10_000);
  expect(screen.getByRole("button", { name: before })).toHaveProperty("disabled", true);

  act(() => vi.advanceTimersByTime(9_000));
  expect(screen.getByRole("button", { name: last })).toHaveProperty("disabled", true);
  act(() => vi.advanceTimersByTime(1_000));
  expect(screen.getByRole("button", { name: after })).toHaveProperty("disabled", false);
});
