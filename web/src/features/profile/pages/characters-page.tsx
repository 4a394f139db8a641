import { Button, buttonVariants } from "@heroui/react/button";
import { Skeleton } from "@heroui/react/skeleton";
import { toast } from "@heroui/react/toast";
import { Plus, Trash2, UsersRound } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Failure } from "@/core/api/failure";
import { type Character, MAX_CHARACTERS } from "@/core/domain/entities/character";
import { ConfirmDialog } from "@/shared/components/confirm-dialog";
import { FailureNotice } from "@/shared/components/failure-notice";
import { Notice } from "@/shared/components/notice";
import { Picture } from "@/shared/components/picture";
import { useFormats } from "@/shared/hooks/use-formats";
import { removeCharacter, useCharacters } from "@/shared/queries/characters";

export function CharactersPage() {
  const { t } = useTranslation();
  const { data: characters, error, refetch } = useCharacters();
  const [toDelete, setToDelete] = useState<Character | null>(null);
  const [isAsking, setAsking] = useState(false);

  if (error && !characters) {
    return <FailureNotice failure={Failure.of(error)} onRetry={() => void refetch()} />;
  }
  if (!characters) {
    return (
      <ul aria-hidden className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {[0, 1, 2].map((index) => (
          <li key={index}>
            <Skeleton className="h-64 rounded-3xl" />
          </li>
        ))}
      </ul>
    );
  }
  const add = (
    <Link to="/profile/characters/new" className={buttonVariants({ variant: "primary" })}>
      <Plus aria-hidden />
      {t("characters.create")}
    </Link>
  );
  if (characters.length === 0) {
    return (
      <Notice Icon={UsersRound} title={t("characters.none.title")} text={t("characters.none.text")}>
        {add}
      </Notice>
    );
  }
  const isFull = characters.length >= MAX_CHARACTERS;
  return (
    <section aria-labelledby="characters">
      <div className="mb-6 flex flex-wrap items-center justify-between gap-3">
        <div>
          <h2 id="characters" className="text-xl font-semibold">
            {t("characters.title")}
          </h2>
          <p className="mt-0.5 text-muted">{isFull ? t("characters.full", { count: MAX_CHARACTERS }) : t("characters.text")}</p>
        </div>
        {!isFull && add}
      </div>
      <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {characters.map((character) => (
          <CharacterCard
            key={character.id}
            character={character}
            onDelete={() => {
              setToDelete(character);
              setAsking(true);
            }}
          />
        ))}
      </ul>
      <ConfirmDialog
        isOpen={isAsking}
        title={t("characters.deleteAsk", { name: toDelete?.name })}
        text={t("characters.deleteText")}
        confirm={t("characters.deleteConfirm")}
        onConfirm={async () => {
          if (toDelete) {
            await removeCharacter(toDelete.id);
            toast.success(t("characters.deleted", { name: toDelete.name }));
          }
        }}
        onClose={() => setAsking(false)}
      />
    </section>
  );
}

function CharacterCard({ character: { name, images, createdAt }, onDelete }: { character: Character; onDelete: () => void }) {
  const { t } = useTranslation();
  const { date, number } = useFormats();
  const [first, ...others] = [...images].sort((one, other) => one.order - other.order);
  return (
    <li className="overflow-hidden rounded-3xl border border-separator bg-surface">
      <div className="grid h-52 grid-cols-[2fr_1fr] grid-rows-[100%] gap-0.5 bg-surface-tertiary">
        {first && <Picture url={first.url} alt={t("photos.photo", { number: number(1) })} sizes="16rem" />}
        <div className="grid auto-rows-fr gap-0.5">
          {others.slice(0, 2).map(({ id, url }, index) => (
            <div key={id} className="relative min-h-0">
              <div className="absolute inset-0">
                <Picture url={url} alt={t("photos.photo", { number: number(index + 2) })} sizes="8rem" />
              </div>
            </div>
          ))}
        </div>
      </div>
      <div className="flex items-center gap-2 py-3 pe-2.5 ps-5">
        <div className="min-w-0 flex-1">
          <h3 dir="auto" className="truncate text-start font-semibold">
            {name}
          </h3>
          <p className="text-sm text-muted">
            {t("characters.pictures", { count: images.length })} · {date(createdAt)}
          </p>
        </div>
        <Button
          variant="ghost"
          isIconOnly
          aria-label={t("characters.delete", { name })}
          onPress={onDelete}
          className="rounded-full text-muted"
        >
          <Trash2 aria-hidden />
        </Button>
      </div>
    </li>
  );
}
