import { UserRoundPlus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { type Character, orderedPictures } from "@/core/domain/entities/character";
import { Picture } from "@/shared/components/picture";
import { Skeleton } from "@/shared/components/skeleton";
import { useCharacters } from "@/shared/queries/characters";

/** The heading of the templates for members, with their newest character. */
export function MemberHeading() {
  const { t } = useTranslation();
  const { data: characters } = useCharacters();
  const character = characters?.[0];
  return (
    <div className="flex items-center gap-4 pb-1 pt-5 sm:gap-5 sm:pt-8">
      {characters ? <Face character={character} /> : <Skeleton className="size-16 shrink-0 rounded-full sm:size-20" />}
      <div className="min-w-0">
        <h1 className="line-clamp-2 text-2xl font-bold leading-tight sm:text-4xl">
          {character ? t("explore.withCharacter", { name: character.name }) : t("explore.title")}
        </h1>
        <p className="mt-1 text-pretty text-muted sm:mt-2 sm:text-lg">
          {t(character || !characters ? "explore.memberSubtitle" : "explore.addFace")}
        </p>
      </div>
    </div>
  );
}

/** The face of a character, or a way to add one's own. */
function Face({ character }: { character: Character | undefined }) {
  const { t } = useTranslation();
  const first = character && orderedPictures(character)[0];
  return (
    <Link
      to={character ? `/characters/${character.id}` : "/profile/characters/new"}
      aria-label={character ? t("explore.openCharacter", { name: character.name }) : t("explore.addCharacter")}
      className="shows-focus grid size-16 shrink-0 place-items-center overflow-hidden rounded-full bg-surface-tertiary text-muted sm:size-20"
    >
      {first ? (
        <Picture key={first.id} url={first.url} alt="" sizes="5rem" isFirst />
      ) : (
        <UserRoundPlus aria-hidden size={28} strokeWidth={1.6} />
      )}
    </Link>
  );
}
