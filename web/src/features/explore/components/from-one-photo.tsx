import { Plus, UserRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useCharacters } from "@/shared/queries/characters";
import { useIsSignedIn } from "@/shared/stores/sign-in";

const THUMBNAIL = "size-14 rounded-2xl bg-surface-tertiary object-cover object-top";

/** What a template makes of a photo: a face and the style of its picture. The face is that of the user's first character. */
export function FromOnePhoto({ templateId, imageUrl }: { templateId: string; imageUrl: string }) {
  const { t } = useTranslation();
  const character = useCharacters(useIsSignedIn()).data?.[0];
  const face = character?.images[0]?.url;
  return (
    <div className="mb-4 mt-4 flex items-center gap-4 md:mb-0">
      <div aria-hidden className="flex shrink-0 items-center gap-1.5">
        {face ? (
          <img src={face} alt="" draggable={false} className={THUMBNAIL} />
        ) : (
          <span className={`${THUMBNAIL} grid place-items-center text-muted`}>
            <UserRound size={24} strokeWidth={1.6} />
          </span>
        )}
        <Plus size={16} className="text-muted" />
        <img src={imageUrl} alt="" draggable={false} className={THUMBNAIL} />
      </div>
      <p className="min-w-0 text-sm">
        <span className="block font-medium">
          {character && face ? t("template.fromCharacter", { name: character.name }) : t("template.fromPhoto")}
        </span>
        {face ? (
          <Link to={`/create?template=${templateId}`} className="shows-focus rounded font-medium link">
            {t("template.changeFace")}
          </Link>
        ) : (
          <span className="block text-muted">{t("template.faceStays")}</span>
        )}
      </p>
    </div>
  );
}
