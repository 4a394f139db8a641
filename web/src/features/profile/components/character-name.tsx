import { Button } from "@/shared/components/button";
import { Check, Pencil, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Character } from "@/core/domain/entities/character";
import { ActionButton } from "@/shared/components/action-button";
import { useFailureText } from "@/shared/hooks/use-failure-text";
import { changeCharacter } from "@/shared/queries/characters";

const TEXT = "h-11 min-w-0 text-start text-3xl font-bold leading-11 sm:text-4xl";
const ICON_BUTTON = "shrink-0 rounded-full";

/** The name of a character as the page's heading. It can be changed in place. */
export function CharacterName({ character: { id, name } }: { character: Character }) {
  const { t } = useTranslation("profile");
  const textOf = useFailureText();
  const [typed, setTyped] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [message, setMessage] = useState<string | null>(null);

  const save = async (newName: string) => {
    setBusy(true);
    setMessage(null);
    try {
      if (newName !== name) {
        await changeCharacter(id, { name: newName });
      }
      setTyped(null);
    } catch (error) {
      setMessage(textOf(error));
    } finally {
      setBusy(false);
    }
  };

  if (typed === null) {
    return (
      <div className="flex min-w-0 items-center gap-1">
        <h1 dir="auto" className={`${TEXT} truncate`}>
          {name}
        </h1>
        <Button
          isIconOnly
          variant="ghost"
          aria-label={t("character.rename")}
          className={`${ICON_BUTTON} text-muted`}
          onPress={() => setTyped(name)}
        >
          <Pencil aria-hidden />
        </Button>
      </div>
    );
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.trim() !== "" && !isBusy) {
          void save(typed.trim());
        }
      }}
    >
      <h1 className="sr-only">{name}</h1>
      <div className="flex max-w-md items-center gap-1">
        <input
          // biome-ignore lint/a11y/noAutofocus: the user has just asked to change it
          autoFocus
          aria-label={t("characters.name")}
          dir={typed ? "auto" : undefined}
          value={typed}
          maxLength={100}
          disabled={isBusy}
          autoComplete="off"
          onFocus={(event) => event.target.select()}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => event.key === "Escape" && setTyped(null)}
          className={`${TEXT} w-full flex-1 bg-transparent shadow-[inset_0_-2px_0_var(--focus)] outline-none`}
        />
        <ActionButton
          type="submit"
          isIconOnly
          aria-label={t("app.save")}
          isBusy={isBusy}
          isDisabled={typed.trim() === ""}
          className={ICON_BUTTON}
        >
          {!isBusy && <Check aria-hidden />}
        </ActionButton>
        <Button
          isIconOnly
          variant="ghost"
          aria-label={t("app.cancel")}
          isDisabled={isBusy}
          className={ICON_BUTTON}
          onPress={() => setTyped(null)}
        >
          <X aria-hidden />
        </Button>
      </div>
      {message && (
        <p role="alert" className="mt-2 text-sm text-danger">
          {message}
        </p>
      )}
    </form>
  );
}
