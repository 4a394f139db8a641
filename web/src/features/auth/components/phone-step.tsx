import examples from "libphonenumber-js/mobile/examples";
import { useState } from "react";
import { Trans, useTranslation } from "react-i18next";
import { Link } from "react-router";
import { examplePhone, parsePhone, type TypedPhone } from "@/core/domain/phone";
import { ActionButton } from "@/shared/components/action-button";
import { useFormats } from "@/shared/hooks/use-formats";
import { CountryPicker } from "./country-picker";

const LINK = "shows-focus rounded font-medium link";

interface PhoneStepProps {
  readonly phone: TypedPhone;
  readonly isBusy: boolean;
  readonly problem: string | null;
  onChange(phone: TypedPhone): void;
  onSend(): void;
}

/** The first step: enter a phone number. */
export function PhoneStep({ phone, isBusy, problem, onChange, onSend }: PhoneStepProps) {
  const { t } = useTranslation("auth");
  const { digits } = useFormats();
  const [isTooShort, setTooShort] = useState(false);
  const message = isTooShort ? t("signIn.invalidPhone") : problem;
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
      {/* Phone numbers are left-to-right in Persian, too. */}
      <div dir="ltr" className="flex gap-2">
        <CountryPicker
          country={phone.country}
          onChange={(country) => {
            setTooShort(false);
            onChange(parsePhone(phone.national, country));
          }}
        />
        <input
          id="phone"
          type="tel"
          dir="ltr"
          inputMode="tel"
          autoComplete="tel"
          // biome-ignore lint/a11y/noAutofocus: it is the only field on the page
          autoFocus
          required
          maxLength={32}
          placeholder={digits(examplePhone(phone.country, examples))}
          value={phone.national}
          aria-invalid={message !== null}
          aria-describedby="phone-problem"
          onChange={(event) => {
            setTooShort(false);
            onChange(parsePhone(event.target.value, phone.country));
          }}
          className="shows-focus h-12 w-full min-w-0 rounded-xl border border-border bg-field px-3.5 text-base tabular-nums aria-invalid:border-danger"
        />
      </div>
      <p id="phone-problem" role="alert" className="mt-2 min-h-6 text-sm text-danger">
        {message}
      </p>
      <ActionButton type="submit" size="lg" fullWidth isBusy={isBusy} className="mt-3">
        {t("signIn.send")}
      </ActionButton>
      <p className="mt-4 text-pretty text-sm text-muted">
        <Trans
          ns="auth"
          i18nKey="signIn.terms"
          components={{
            terms: <Link to="/terms" target="_blank" className={LINK} />,
            privacy: <Link to="/privacy" target="_blank" className={LINK} />,
          }}
        />
      </p>
    </form>
  );
}
