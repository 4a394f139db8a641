import { Button } from "@/shared/components/button";
import { InputOTP } from "@heroui/react/input-otp";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { digitsOf } from "@/core/domain/digits";
import { formatPhone } from "@/core/domain/phone";
import { ActionButton } from "@/shared/components/action-button";
import { useFormats } from "@/shared/hooks/use-formats";
import { useCodeFromSms } from "../hooks/use-code-from-sms";
import { useCountdown } from "@/shared/hooks/use-countdown";
import { useLocalCode } from "../hooks/use-local-code";

const DIGITS = 6;

interface CodeStepProps {
  readonly phoneNumber: string;
  /** When a new code can be requested, in epoch milliseconds. */
  readonly resendAt: number;
  readonly isBusy: boolean;
  readonly problem: string | null;
  onVerify(code: string): void;
  onResend(): void;
  onChangeNumber(): void;
  onType(): void;
}

/** The second step: enter the code from the SMS. */
export function CodeStep({ phoneNumber, resendAt, isBusy, problem, onVerify, onResend, onChangeNumber, onType }: CodeStepProps) {
  const { t } = useTranslation("auth");
  const { digits } = useFormats();
  const [code, setCode] = useState("");
  const [previousProblem, setPreviousProblem] = useState(problem);
  const secondsLeft = useCountdown(resendAt);
  const localCode = useLocalCode(phoneNumber, resendAt);
  const input = useRef<HTMLInputElement>(null);

  const change = (typed: string) => {
    const digits = digitsOf(typed, DIGITS);
    setCode(digits);
    onType();
    if (digits.length === DIGITS && digits !== code) {
      onVerify(digits);
    }
  };
  useCodeFromSms(change);

  // Clear a wrong code.
  if (problem !== previousProblem) {
    setPreviousProblem(problem);
    if (problem !== null) {
      setCode("");
    }
  }
  useEffect(() => {
    if (problem !== null) {
      input.current?.focus();
    }
  }, [problem]);

  return (
    <form
      noValidate
      className="animate-rise pt-6 md:pt-0"
      onSubmit={(event) => {
        event.preventDefault();
        if (code.length === DIGITS) {
          onVerify(code);
        }
      }}
    >
      <h1 className="text-3xl font-bold">{t("signIn.codeTitle")}</h1>
      <p className="mt-2 text-muted">
        {t(import.meta.env.VITE_API_BASE_URL ? "signIn.codeSent" : "signIn.codeSubtitle")}{" "}
        <bdi dir="ltr" className="whitespace-nowrap font-medium text-foreground">
          {digits(formatPhone(phoneNumber))}
        </bdi>{" "}
        <button type="button" onClick={onChangeNumber} className="shows-focus cursor-pointer rounded font-medium link">
          {t("signIn.changeNumber")}
        </button>
      </p>
      <div dir="ltr" className="mt-8">
        <InputOTP
          ref={input}
          maxLength={DIGITS}
          value={code}
          onChange={change}
          pasteTransformer={(text) => digitsOf(text, DIGITS)}
          inputMode="numeric"
          autoComplete="one-time-code"
          autoFocus
          isDisabled={isBusy}
          isInvalid={problem !== null}
          aria-label={t("signIn.codeLabel")}
          aria-describedby="code-problem"
          pushPasswordManagerStrategy="none"
        >
          <InputOTP.Group className="w-full">
            {Array.from({ length: DIGITS }, (_, index) => (
              <InputOTP.Slot
                key={index}
                index={index}
                className="h-14 rounded-xl border border-border shadow-none ring-offset-background data-[invalid=true]:border-danger data-[invalid=true]:ring-danger data-[invalid=true]:not-data-[active=true]:outline-none"
              />
            ))}
          </InputOTP.Group>
        </InputOTP>
      </div>
      <p id="code-problem" role="alert" className="mt-3 text-sm text-danger empty:mt-0">
        {problem}
      </p>
      {localCode !== null && (
        <p className="mt-6 rounded-xl border border-dashed border-border bg-surface px-4 py-3 text-sm text-muted">
          {t("signIn.localCode")}{" "}
          <button
            type="button"
            disabled={isBusy}
            onClick={() => change(localCode)}
            className="shows-focus cursor-pointer rounded font-medium tabular-nums link"
          >
            {digits(localCode)}
          </button>
        </p>
      )}
      <ActionButton type="submit" size="lg" fullWidth isBusy={isBusy} isDisabled={code.length < DIGITS} className="mt-6">
        {t("signIn.verify")}
      </ActionButton>
      <Button variant="ghost" fullWidth isDisabled={secondsLeft > 0 || isBusy} onPress={onResend} className="mt-2">
        {secondsLeft > 0 ? t("signIn.resendIn", { count: secondsLeft }) : t("signIn.resend")}
      </Button>
    </form>
  );
}
