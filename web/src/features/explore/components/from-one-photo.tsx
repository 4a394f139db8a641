import { ArrowRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { EXAMPLE_PHOTO, EXAMPLE_PICTURES } from "@/shared/components/example-pictures";
import { useCharacters } from "@/shared/queries/characters";
import { useIsSignedIn } from "@/shared/stores/sign-in";

/** What a template makes of a photo: shown with the face of the user's first character, or with an example. */
export function FromOnePhoto({ imageUrl }: { imageUrl: string }) {
  const { t } = useTranslation();
  const character = useCharacters(useIsSignedIn()).data?.[0];
  const face = character?.images[0]?.url;
  return (
    <div className="mb-4 mt-4 flex items-center gap-4 md:mb-0">
      <div className="flex shrink-0 items-center gap-1.5">
        <Thumbnail url={face ?? EXAMPLE_PHOTO} />
        <ArrowRight aria-hidden size={18} className="text-muted rtl:rotate-180" />
        <Thumbnail url={face ? imageUrl : EXAMPLE_PICTURES[0]} />
      </div>
      <p className="min-w-0 text-sm">
        <span className="block font-medium">
          {character && face ? t("template.fromCharacter", { name: character.name }) : t("template.fromPhoto")}
        </span>
        <span className="block text-muted">{t(face ? "template.fromCharacterText" : "template.fromPhotoText")}</span>
      </p>
    </div>
  );
}

function Thumbnail({ url }: { url: string | undefined }) {
  return (
    <img
      src={url}
      alt=""
      width={64}
      height={64}
      draggable={false}
      className="size-16 rounded-2xl bg-surface-tertiary object-cover object-top"
    />
  );
}
