import { buttonVariants } from "@/shared/components/button";
import { Skeleton } from "@/shared/components/skeleton";
import { UsersRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router";
import { Failure } from "@/core/api/failure";
import { FailureNotice } from "@/shared/components/failure-notice";
import { Notice } from "@/shared/components/notice";
import { Picture } from "@/shared/components/picture";
import { useCharacters } from "@/shared/queries/characters";
import { useIsSignedIn } from "@/shared/stores/sign-in";

interface CharacterChooserProps {
  readonly characterId: string | null;
  readonly isBusy: boolean;
  onChoose(id: string): void;
}

/** Selects one of the user's characters. */
export function CharacterChooser({ characterId, isBusy, onChoose }: CharacterChooserProps) {
  const { t } = useTranslation("generation");
  const isSignedIn = useIsSignedIn();
  const { pathname, search } = useLocation();
  const { data: characters, error, refetch } = useCharacters(isSignedIn);

  if (!isSignedIn) {
    return (
      <Notice Icon={UsersRound} title={t("create.guestCharacters.title")} text={t("create.guestCharacters.text")}>
        <Link to="/sign-in" state={{ next: pathname + search }} className={buttonVariants({ variant: "secondary" })}>
          {t("app.signIn")}
        </Link>
      </Notice>
    );
  }
  if (error && !characters) {
    return <FailureNotice failure={Failure.of(error)} onRetry={() => void refetch()} />;
  }
  if (characters?.length === 0) {
    return (
      <Notice Icon={UsersRound} title={t("create.noCharacters.title")} text={t("create.noCharacters.text")}>
        <Link to="/profile/characters/new" className={buttonVariants({ variant: "secondary" })}>
          {t("explore.addCharacter")}
        </Link>
      </Notice>
    );
  }
  return (
    <fieldset disabled={isBusy} aria-busy={!characters}>
      <legend className="sr-only">{t("create.sources.character")}</legend>
      <div className="grid grid-cols-3 gap-2.5 sm:grid-cols-5">
        {!characters && [0, 1, 2].map((index) => <Skeleton key={index} className="aspect-[3/4] rounded-2xl" />)}
        {characters?.map(({ id, name, images }) => (
          <label
            key={id}
            className="group relative block aspect-[3/4] cursor-pointer overflow-hidden rounded-2xl bg-surface-tertiary -outline-offset-3 has-checked:outline-3 has-checked:outline-selection has-focus-visible:outline-3 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name="character"
              value={id}
              checked={id === characterId}
              onChange={() => onChoose(id)}
              className="absolute inset-0 z-10 size-full cursor-pointer opacity-0"
            />
            {images[0] && <Picture url={images[0].url} alt="" sizes="(min-width: 640px) 9rem, 32vw" />}
            <span
              dir="auto"
              className="absolute inset-x-0 bottom-0 truncate bg-gradient-to-t from-black/75 to-transparent px-3 pb-2 pt-8 text-center text-sm font-medium text-white"
            >
              {name}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
