import { Button } from "@heroui/react/button";
import { Pencil } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Character } from "@/core/domain/entities/character";
import { ActionButton } from "@/shared/components/action-button";
import { useFailureText } from "@/shared/hooks/use-failure-text";
import { changeCharacter } from "@/shared/queries/characters";

/** The name of a character as the page's heading. It can be changed. */
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
        <h1 dir="auto" className="truncate text-start text-3xl font-bold sm:text-4xl">
          {name}
        </h1>
        <Button
          isIconOnly
          variant="ghost"
          aria-label={t("character.rename")}
          className="shrink-0 rounded-full text-muted"
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
      className="w-full max-w-md"
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.trim() !== "" && !isBusy) {
          void save(typed.trim());
        }
      }}
    >
      <h1 className="sr-only">{name}</h1>
      <div className="flex flex-wrap gap-3">
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
          className="shows-focus h-11 min-w-40 flex-1 basis-full rounded-xl sm:basis-0 border border-border bg-field px-3.5 text-start text-lg font-semibold"
        />
        <ActionButton type="submit" isBusy={isBusy} isDisabled={typed.trim() === ""} className="h-11 md:h-11">
          {t("app.save")}
        </ActionButton>
        <Button variant="ghost" isDisabled={isBusy} className="h-11 md:h-11" onPress={() => setTyped(null)}>
          {t("app.cancel")}
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
