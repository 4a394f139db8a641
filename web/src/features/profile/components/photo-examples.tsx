import { Check, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import photo from "@/shared/images/example-photo.webp";

/** What is done to the example photo to show a good or a bad one. */
const EXAMPLES = [
  { name: "clear", isGood: true, className: "" },
  { name: "dark", isGood: false, className: "brightness-[.28]" },
  { name: "blurry", isGood: false, className: "blur-[3px]" },
  { name: "covered", isGood: false, className: "" },
] as const;

/** Good and bad photos for a character. */
export function PhotoExamples() {
  const { t } = useTranslation("profile");
  return (
    <ul aria-label={t("welcome.examples.label")} className="mb-5 mt-4 grid max-w-lg grid-cols-4 gap-2.5 sm:gap-3">
      {EXAMPLES.map(({ name, isGood, className }) => {
        const Icon = isGood ? Check : X;
        return (
          <li key={name}>
            <div className="relative aspect-square overflow-hidden rounded-xl bg-[oklch(0.8_0.01_50)]">
              <img src={photo} alt="" draggable={false} className={`size-full object-cover object-top ${className}`} />
              {name === "covered" && (
                <span aria-hidden className="absolute left-[35%] top-[34%] h-[11%] w-[31%] rounded-[40%] bg-black/90" />
              )}
              <span
                aria-hidden
                className={`absolute bottom-1 end-1 grid size-4.5 place-items-center rounded-full text-white ${isGood ? "bg-[oklch(0.5_0.14_150)]" : "bg-[oklch(0.5_0.19_27)]"}`}
              >
                <Icon size={12} strokeWidth={3.5} />
              </span>
            </div>
            <p className="mt-1 text-center text-xs leading-tight text-muted">
              <span className="sr-only">{t(isGood ? "welcome.examples.good" : "welcome.examples.bad")}: </span>
              {t(`welcome.examples.${name}`)}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
