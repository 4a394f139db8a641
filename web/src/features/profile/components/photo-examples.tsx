import { Check, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import photo from "@/shared/images/example-photo.webp";

/** What is done to the example photo to show a good or a bad one. */
const EXAMPLES = [
  { name: "clear", isGood: true, className: "" },
  { name: "angle", isGood: true, className: "-scale-x-[1.25] scale-y-125 rotate-3 origin-[50%_30%]" },
  { name: "dark", isGood: false, className: "brightness-[.28]" },
  { name: "blurry", isGood: false, className: "blur-[3px]" },
  { name: "covered", isGood: false, className: "" },
  { name: "far", isGood: false, className: "scale-[.42] translate-y-1/4 [mask-image:radial-gradient(closest-side,black_55%,transparent)]" },
] as const;

/** Good and bad photos for a character. */
export function PhotoExamples() {
  const { t } = useTranslation("profile");
  return (
    <ul aria-label={t("welcome.examples.label")} className="mb-5 mt-4 grid grid-cols-3 gap-x-2.5 gap-y-2 sm:grid-cols-6 sm:gap-3">
      {EXAMPLES.map(({ name, isGood, className }) => {
        const Icon = isGood ? Check : X;
        return (
          <li key={name}>
            <div className="@container relative aspect-[4/3] overflow-hidden sm:aspect-square rounded-xl bg-[oklch(0.8_0.01_50)]">
              <div className="aspect-square">
                <img src={photo} alt="" draggable={false} className={`size-full object-cover object-top ${className}`} />
                {name === "covered" && (
                  <span aria-hidden className="absolute left-[35%] top-[34cqi] h-[11cqi] w-[31%] rounded-[40%] bg-black/90" />
                )}
              </div>
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
