import { useState } from "react";
import { useTranslation } from "react-i18next";
import { readPhone, type TypedPhone } from "@/core/domain/phone";
import { ActionButton } from "@/shared/components/action-button";
import { CountryPicker } from "./country-picker";

interface PhoneStepProps {
  readonly phone: TypedPhone;
  readonly isBusy: boolean;
  readonly problem: string | null;
  onChange(phone: TypedPhone): void;
  onSend(): void;
}

/** Asks for the phone number. */
export function PhoneStep({ phone, isBusy, problem, onChange, onSend }: PhoneStepProps) {
  const { t } = useTranslation();
  const [isTooShort, setTooShort] = useState(false);
  const said = isTooShort ? t("signIn.invalidPhone") : problem;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTooShort(phone.e164 === null);
        if (phone.e164 !== null) {
          onSend();
        }
      }}
    >
      <h1 className="text-3xl font-bold">{t("signIn.title")}</h1>
      <p className="mt-2 text-pretty text-muted">{t("signIn.subtitle")}</p>
      <label htmlFor="phone" className="mb-1.5 mt-8 block text-sm font-medium">
        {t("signIn.phone")}
      </label>
      {/* Numbers are read from the left in Persian too. */}
      <div dir="ltr" className="flex gap-2">
        <CountryPicker
          country={phone.country}
          onChange={(country) => {
            setTooShort(false);
            onChange(readPhone(phone.national, country));
          }}
        />
        <input
          id="phone"
          type="tel"
          dir="ltr"
          inputMode="tel"
          autoComplete="tel"
          // biome-ignore lint/a11y/noAutofocus: the page asks for nothing else
          autoFocus
          required
          maxLength={32}
          value={phone.national}
          aria-invalid={said !== null}
          aria-describedby="phone-problem"
          onChange={(event) => {
            setTooShort(false);
            onChange(readPhone(event.target.value, phone.country));
          }}
          className="shows-focus h-12 w-full min-w-0 rounded-xl border border-border bg-field px-3.5 text-base tabular-nums aria-invalid:border-danger"
        />
      </div>
      <p id="phone-problem" role="alert" className="mt-2 min-h-6 text-sm text-danger">
        {said}
      </p>
      <ActionButton type="submit" size="lg" fullWidth isBusy={isBusy} className="mt-3 h-12 md:h-12">
        {t("signIn.send")}
      </ActionButton>
    </form>
  );
}
