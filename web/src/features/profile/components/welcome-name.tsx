import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ActionButton } from "@/shared/components/action-button";
import { useFailureText } from "@/shared/hooks/use-failure-text";
import { changeAccount } from "@/shared/queries/account";

/** Asks for the user's name. It can be left empty. */
export function WelcomeName({ initial, onDone }: { initial: string; onDone: () => void }) {
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
      className="max-w-md"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
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
        autoComplete="given-name"
        onChange={(event) => setName(event.target.value)}
        className="shows-focus h-12 w-full rounded-xl border border-border bg-field px-4 text-start text-lg"
      />
      {message && (
        <p role="alert" className="mt-2 text-sm text-danger">
          {message}
        </p>
      )}
      <ActionButton type="submit" size="lg" isBusy={isBusy} className="mt-5 h-12 w-full px-8 sm:w-auto md:h-12">
        {t("welcome.next")}
      </ActionButton>
    </form>
  );
}
