import { Button, buttonVariants } from "@/shared/components/button";
import { Skeleton } from "@/shared/components/skeleton";
import { toast } from "@/shared/stores/toasts";
import { Sparkles, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams } from "react-router";
import { Failure } from "@/core/api/failure";
import { type Character, orderedPictures } from "@/core/domain/entities/character";
import { BackButton } from "@/shared/components/back-button";
import { ConfirmDialog } from "@/shared/components/confirm-dialog";
import { NotFoundPage } from "@/shared/components/not-found-page";
import { FailureNotice } from "@/shared/components/failure-notice";
import { Picture } from "@/shared/components/picture";
import { useFormats } from "@/shared/hooks/use-formats";
import { usePageTitle } from "@/shared/hooks/use-page-title";
import { removeCharacter, useCharacters } from "@/shared/queries/characters";
import { CharacterName } from "../components/character-name";
import { CharacterPictures } from "../components/character-pictures";

/** One of the user's characters: creates an image with it, and changes its name and its pictures. */
export function CharacterPage() {
  const { id = "" } = useParams();
  const { data: characters, error, refetch } = useCharacters();
  const character = characters?.find((one) => one.id === id);
  const [isDeleted, setDeleted] = useState(false);
  usePageTitle(character?.name);

  if (error && !characters) {
    return <FailureNotice isPage failure={Failure.of(error)} onRetry={() => void refetch()} />;
  }
  if (characters && !character) {
    return isDeleted ? null : <NotFoundPage />;
  }
  return (
    <div className="mx-auto w-full max-w-6xl px-4 pb-14 pt-4 sm:px-6 sm:pt-6 lg:px-10">
      <BackButton fallback="/profile/characters" />
      {character ? <Loaded key={id} character={character} onDelete={setDeleted} /> : <Loading />}
    </div>
  );
}

interface LoadedProps {
  readonly character: Character;
  /** Receives true before the character is deleted, and false if that fails. */
  onDelete(isDeleted: boolean): void;
}

function Loaded({ character, onDelete }: LoadedProps) {
  const { t } = useTranslation("profile");
  const { day } = useFormats();
  const { id, name, images, createdAt } = character;
  const first = orderedPictures(character)[0];
  const [isEditing, setEditing] = useState(false);
  return (
    <>
      <header className="mt-3 grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-5 gap-y-4 sm:mt-4 sm:gap-x-7">
        <div className="aspect-[4/5] w-24 overflow-hidden rounded-3xl bg-surface-tertiary sm:row-span-2 sm:w-36">
          {first && <Picture key={first.id} url={first.url} alt="" sizes="9rem" fit="face" isFirst />}
        </div>
        <div className="sm:self-end">
          <CharacterName character={character} />
          <p className="mt-1 text-muted">
            {t("app.joined", { first: t("characters.pictures", { count: images.length }), second: day(createdAt) })}
          </p>
        </div>
        <Link
          to="/create"
          state={{ characterId: id }}
          // While the photos are edited, their button is the main action.
          className={`${buttonVariants({ size: "lg", variant: isEditing ? "secondary" : "primary" })} col-span-2 w-full px-6 sm:col-span-1 sm:w-fit sm:self-start`}
        >
          <Sparkles aria-hidden />
          <span className="truncate">{t("character.create", { name })}</span>
        </Link>
      </header>
      <section aria-labelledby="pictures" className="mt-8 sm:mt-10">
        <CharacterPictures character={character} isEditing={isEditing} onEdit={setEditing} />
      </section>
      <DeleteCharacter character={character} onDelete={onDelete} />
    </>
  );
}

function DeleteCharacter({ character: { id, name }, onDelete }: LoadedProps) {
  const { t } = useTranslation("profile");
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  return (
    <div className="mt-12 border-t border-separator pt-6">
      <Button variant="ghost" className="-ms-3 text-danger" onPress={() => setAsking(true)}>
        <Trash2 aria-hidden />
        {t("characters.delete", { name })}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t("characters.deleteAsk", { name })}
        text={t("characters.deleteText")}
        confirm={t("characters.deleteConfirm")}
        onConfirm={async () => {
          onDelete(true);
          try {
            await removeCharacter(id);
          } catch (error) {
            onDelete(false);
            throw error;
          }
          toast.success(t("characters.deleted", { name }));
          void navigate("/profile/characters", { replace: true });
        }}
        onClose={() => setAsking(false)}
      />
    </div>
  );
}

function Loading() {
  return (
    <div aria-hidden>
      <div className="mt-4 flex items-center gap-5 sm:gap-7">
        <Skeleton className="aspect-[4/5] w-24 shrink-0 rounded-3xl sm:w-36" />
        <Skeleton className="h-10 w-48 rounded-lg" />
      </div>
      <Skeleton className="mt-10 h-64 rounded-2xl" />
    </div>
  );
}
