import { buttonVariants } from "@/shared/components/button";
import { Skeleton } from "@/shared/components/skeleton";
import { ChevronRight, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Failure } from "@/core/api/failure";
import { type Character, MAX_CHARACTERS, orderedPictures } from "@/core/domain/entities/character";
import { FailureNotice } from "@/shared/components/failure-notice";
import { PageHeader } from "@/shared/components/page-header";
import { Picture } from "@/shared/components/picture";
import { useFormats } from "@/shared/hooks/use-formats";
import { usePageTitle } from "@/shared/hooks/use-page-title";
import { useCharacters } from "@/shared/queries/characters";
import { PhotoExamples } from "../components/photo-examples";

/** The user's characters. */
export function CharactersPage() {
  const { t } = useTranslation("profile");
  usePageTitle(t("app.characters"));
  return (
    <div className="mx-auto w-full max-w-[96rem] px-4 pb-14 pt-6 sm:px-6 sm:pt-8 lg:px-10">
      <Characters />
    </div>
  );
}

function Characters() {
  const { t } = useTranslation("profile");
  const { data: characters, error, refetch } = useCharacters();

  if (error && !characters) {
    return <FailureNotice isPage failure={Failure.of(error)} onRetry={() => void refetch()} />;
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
  if (characters.length === 0) {
    return (
      <>
        <PageHeader title={t("app.characters")} text={t("characters.about")} />
        <Link to="/profile/characters/new" className={`${buttonVariants({ size: "lg" })} w-full sm:w-auto`}>
          <Plus aria-hidden />
          {t("explore.addCharacter")}
        </Link>
        <section aria-labelledby="examples" className="mt-8">
          <h2 id="examples" className="text-xl font-semibold">
            {t("welcome.examples.title")}
          </h2>
          <p className="mt-1 text-muted">{t("characters.photos")}</p>
          <PhotoExamples />
        </section>
      </>
    );
  }
  const isFull = characters.length >= MAX_CHARACTERS;
  return (
    <section aria-labelledby="characters">
      <PageHeader
        id="characters"
        title={t("app.characters")}
        text={isFull ? t("characters.full", { count: MAX_CHARACTERS }) : t("characters.text")}
      />
      <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {characters.map((character) => (
          <CharacterCard key={character.id} character={character} />
        ))}
        {!isFull && <NewCharacter />}
      </ul>
    </section>
  );
}

/** The last tile, which adds a character. */
function NewCharacter() {
  const { t } = useTranslation("profile");
  return (
    <li>
      <Link
        to="/profile/characters/new"
        className="shows-focus flex size-full min-h-40 flex-col items-center justify-center gap-3 rounded-3xl border-2 border-dashed border-border p-4 text-center font-medium transition-colors hover:border-muted"
      >
        <span className="grid size-12 place-items-center rounded-full bg-surface-tertiary">
          <Plus aria-hidden size={22} />
        </span>
        {t("explore.addCharacter")}
      </Link>
    </li>
  );
}

function CharacterCard({ character }: { character: Character }) {
  const { t } = useTranslation("profile");
  const { day } = useFormats();
  const { id, name, images, createdAt } = character;
  const [first, ...others] = orderedPictures(character);
  return (
    <li className="overflow-hidden rounded-3xl border border-separator bg-surface transition-colors hover:bg-surface-secondary">
      <Link
        to={`/characters/${id}`}
        aria-label={t("explore.openCharacter", { name })}
        className="block rounded-3xl outline-none focus-visible:[box-shadow:inset_0_0_0_3px_var(--focus)]"
      >
        <span className="grid h-60 grid-cols-[2fr_1fr] grid-rows-[100%] gap-0.5 bg-surface-tertiary">
          {first && <Picture key={first.id} url={first.url} alt="" sizes="16rem" fit="face" />}
          <span className="grid auto-rows-fr gap-0.5">
            {others.slice(0, 2).map(({ id, url }) => (
              <span key={id} className="relative min-h-0">
                <span className="absolute inset-0">
                  <Picture url={url} alt="" sizes="8rem" fit="face" />
                </span>
              </span>
            ))}
          </span>
        </span>
        <span className="flex items-center gap-2 py-3.5 pe-4 ps-5">
          <span className="min-w-0 flex-1">
            <span dir="auto" className="block truncate text-start font-semibold">
              {name}
            </span>
            <span className="block text-sm text-muted">
              {t("app.joined", { first: t("characters.pictures", { count: images.length }), second: day(createdAt) })}
            </span>
          </span>
          <ChevronRight aria-hidden size={20} className="shrink-0 text-muted rtl:rotate-180" />
        </span>
      </Link>
    </li>
  );
}
