import { buttonVariants } from "@/shared/components/button";
import { Sparkles } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { freePictures } from "@/core/domain/entities/stars";
import { useCharacters } from "@/shared/queries/characters";
import { listPrice, useEngines } from "@/shared/queries/engines";
import { useIsSignedIn } from "@/shared/stores/sign-in";

/** Opens the page that makes a picture with a template. Shows its price, which is a gift at first, and the face of the user's first character. */
export function MakeItMine({ templateId }: { templateId: string }) {
  const { t } = useTranslation();
  const isSignedIn = useIsSignedIn();
  const character = useCharacters(isSignedIn).data?.[0];
  const stars = listPrice(useEngines());
  const gifts = stars ? freePictures(stars) : 0;
  const face = character?.images[0]?.url;
  return (
    <Link to={`/create?template=${templateId}`} className={`${buttonVariants({ size: "lg" })} min-w-0 flex-1 gap-3 px-5`}>
      {face ? (
        <img src={face} alt="" className="size-9 shrink-0 rounded-full object-cover ring-2 ring-accent-foreground/40" />
      ) : (
        <Sparkles aria-hidden />
      )}
      <span className="min-w-0 text-start leading-tight">
        <span className="block truncate">{character && face ? t("template.useWith", { name: character.name }) : t("template.use")}</span>
        {stars !== undefined && (
          <span className="block text-xs font-normal tabular-nums">
            {!isSignedIn && gifts > 0 ? t("template.free", { count: gifts }) : t("app.stars", { count: stars })}
          </span>
        )}
      </span>
    </Link>
  );
}
