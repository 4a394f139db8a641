import { ArrowRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useNumber } from "@/shared/hooks/use-number";
import photo from "@/shared/images/example-photo.webp";
import comic from "@/shared/images/looks/comic.webp";
import duotone from "@/shared/images/looks/duotone.webp";
import goldenAfternoon from "@/shared/images/looks/golden-afternoon.webp";
import pencil from "@/shared/images/looks/pencil.webp";
import primaryColours from "@/shared/images/looks/primary-colours.webp";
import sunlitCanvas from "@/shared/images/looks/sunlit-canvas.webp";

/** A photo and the pictures that are made from it: the setting, or those of the demo. */
export const [EXAMPLE_PHOTO, ...EXAMPLE_PICTURES] = import.meta.env.VITE_LANDING_IMAGES?.split(",") ?? [
  photo,
  comic,
  goldenAfternoon,
  pencil,
  duotone,
  sunlitCanvas,
  primaryColours,
];

/** The photo over six pictures of it. */
export function ExamplePictures() {
  const { t } = useTranslation();
  const number = useNumber();
  return (
    <div className="relative">
      <ul aria-label={t("examples.list")} className="grid grid-cols-3 gap-2 sm:gap-3">
        {EXAMPLE_PICTURES.slice(0, 6).map((url, index) => (
          <li key={url} className="aspect-[4/5] overflow-hidden rounded-2xl bg-surface-tertiary sm:rounded-3xl">
            <img
              src={url}
              alt={t("examples.picture", { number: number(index + 1) })}
              width={400}
              height={500}
              fetchPriority="high"
              draggable={false}
              className="size-full object-cover"
            />
          </li>
        ))}
      </ul>
      <figure className="absolute -bottom-1.5 start-1/3 w-[20%] min-w-24 -translate-x-1/2 overflow-hidden sm:-bottom-3 rounded-2xl border border-separator bg-background p-1 shadow-lg sm:rounded-3xl sm:p-1.5 rtl:translate-x-1/2">
        <img
          src={EXAMPLE_PHOTO}
          alt=""
          width={400}
          height={500}
          fetchPriority="high"
          draggable={false}
          className="aspect-square w-full rounded-xl object-cover object-top sm:rounded-[1.125rem]"
        />
        <figcaption className="whitespace-nowrap pb-0.5 pt-1 text-center text-xs font-medium text-foreground xl:text-sm">
          {t("examples.photo")}
        </figcaption>
      </figure>
    </div>
  );
}

/** The photo and three pictures of it in one row, as decoration. */
export function ExampleStrip() {
  return (
    <div aria-hidden className="flex items-center gap-2">
      <img src={EXAMPLE_PHOTO} alt="" draggable={false} className="size-14 rounded-2xl object-cover object-top" />
      <ArrowRight size={18} className="mx-0.5 shrink-0 text-muted rtl:rotate-180" />
      {EXAMPLE_PICTURES.slice(0, 3).map((url) => (
        <img key={url} src={url} alt="" draggable={false} className="size-14 rounded-2xl object-cover object-top" />
      ))}
    </div>
  );
}
