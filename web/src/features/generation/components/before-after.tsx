import { ChevronsLeftRight } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { GeneratedPicture } from "@/core/domain/entities/generation";
import { useFormats } from "@/shared/hooks/use-formats";

/** Shows the image over the picture that it was made from, up to a line that the user moves. The picture before is at the start of the line. */
export function BeforeAfter({ before, image }: { before: string; image: GeneratedPicture }) {
  const { t, i18n } = useTranslation("generation");
  const { percent } = useFormats();
  const [position, setPosition] = useState(50);
  const ratio = image.width / image.height;
  const hidden = `${100 - position}%`;
  const label = "pointer-events-none absolute bottom-3 rounded-full bg-black/60 px-3 py-1 text-xs font-medium text-white";
  return (
    <div className="grid size-full place-items-center [container-type:size]">
      <div
        className="relative overflow-hidden bg-surface-tertiary sm:rounded-3xl has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus"
        style={{ width: `min(100cqw, 100cqh * ${ratio})`, aspectRatio: ratio }}
      >
        <img src={image.url} alt={t("image.alt")} className="absolute inset-0 size-full object-cover" />
        <img
          src={before}
          alt={t("image.before")}
          className="absolute inset-0 size-full object-cover"
          style={{ clipPath: i18n.dir() === "rtl" ? `inset(0 0 0 ${hidden})` : `inset(0 ${hidden} 0 0)` }}
        />
        <span aria-hidden className={`${label} start-3 ${position < 18 ? "hidden" : ""}`}>
          {t("image.before")}
        </span>
        <span aria-hidden className={`${label} end-3 ${position > 82 ? "hidden" : ""}`}>
          {t("image.after")}
        </span>
        <span
          aria-hidden
          className="pointer-events-none absolute inset-y-0 w-[3px] -translate-x-1/2 bg-white rtl:translate-x-1/2 shadow-[0_0_0_1px_rgb(0_0_0/0.25)]"
          style={{ insetInlineStart: `${position}%` }}
        >
          <span className="absolute left-1/2 top-1/2 grid size-12 -translate-x-1/2 -translate-y-1/2 place-items-center rounded-full border border-black/15 bg-white text-black shadow-xl">
            <ChevronsLeftRight size={26} strokeWidth={2.25} />
          </span>
        </span>
        <input
          type="range"
          min={0}
          max={100}
          value={position}
          aria-label={t("image.compareAt")}
          aria-valuetext={percent(position / 100)}
          onChange={(event) => setPosition(Number(event.target.value))}
          className="absolute inset-0 size-full cursor-ew-resize touch-pan-y opacity-0"
        />
      </div>
    </div>
  );
}
