import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { ActionButton } from "@/shared/components/action-button";
import { MAIN_ACTION, PhoneActions } from "@/shared/components/phone-actions";
import { useFailureText } from "@/shared/hooks/use-failure-text";
import { changeAccount } from "@/shared/queries/account";

interface WelcomeNameProps {
  readonly initial: string;
  /** Shown between the field and the button on phones, and beside them on larger screens. */
  readonly children: ReactNode;
  onDone(): void;
}

/** Asks for the user's name. It can be left empty. */
export function WelcomeName({ initial, children, onDone }: WelcomeNameProps) {
  const { t } = useTranslation("profile");
  const textOf = useFailureText();
  const [name, setName] = useState(initial);
  const [isBusy, setBusy] = useState(false);
  const [message, setMessage] = useState<string | null>(null);

  const save = async () => {
    setBusy(true);
    setMessage(null);
    try {
      if (name.trim() !== initial) {
        await changeAccount({ name: name.trim() || null });
      }
      onDone();
    } catch (error) {
      setMessage(textOf(error));
      setBusy(false);
    }
  };
  return (
    <form
      noValidate
      className="flex flex-1 flex-col md:grid md:grid-cols-2 md:grid-rows-[auto_auto_1fr] md:gap-x-10"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div>
        <label htmlFor="welcome-name" className="mb-1.5 block font-medium">
          {t("welcome.name.label")}
        </label>
        <input
          id="welcome-name"
          // biome-ignore lint/a11y/noAutofocus: it is the only field on the page
          autoFocus
          // "auto" makes an empty field left-to-right.
          dir={name ? "auto" : undefined}
          value={name}
          maxLength={100}
          enterKeyHint="next"
          autoComplete="given-name"
          onChange={(event) => setName(event.target.value)}
          className="shows-focus h-12 w-full rounded-xl border border-border bg-field px-4 text-start text-lg"
        />
        {message && (
          <p role="alert" className="mt-2 text-sm text-danger">
            {message}
          </p>
        )}
      </div>
      <div className="my-8 md:col-start-2 md:row-span-3 md:row-start-1 md:my-0">{children}</div>
      <PhoneActions>
        <ActionButton type="submit" size="lg" isBusy={isBusy} className={MAIN_ACTION}>
          {t("welcome.next")}
        </ActionButton>
      </PhoneActions>
    </form>
  );
}
