import { Heart } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Template } from "@/core/domain/entities/template";
import { useIsThrottled } from "@/shared/hooks/use-is-throttled";
import { useLocalized } from "@/shared/hooks/use-localized";
import { toggleFavorite } from "@/shared/stores/favorites";

/** The heart on a template card. It shows with the picture. */
export function FavoriteButton({ template }: { template: Template }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const isOn = template.isFavorite;
  const isThrottled = useIsThrottled();
  return (
    <button
      type="button"
      aria-label={`${t(isOn ? "template.unfavorite" : "template.favorite")}: ${localized(template.title)}`}
      disabled={isThrottled}
      onClick={() => toggleFavorite(template.id)}
      className="shows-focus absolute top-2 end-2 grid size-10 cursor-pointer place-items-center rounded-full bg-black/35 text-white opacity-0 backdrop-blur-md transition duration-200 hover:bg-black/55 focus-visible:opacity-100 disabled:cursor-default disabled:text-white/60 group-has-data-loaded:opacity-100 active:scale-90"
    >
      <Heart
        aria-hidden
        size={19}
        strokeWidth={2}
        className={`transition duration-300 ${isOn ? "scale-110 fill-[oklch(0.72_0.19_45)] text-[oklch(0.72_0.19_45)]" : ""}`}
      />
    </button>
  );
}
