import { Star } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";
import { GetStarsLink } from "@/shared/components/get-stars-link";
import { usePhotoConsent } from "@/shared/stores/photo-consent";

interface NotEnoughStarsProps {
  readonly needed: number;
  readonly balance: number;
  /** Whether it answers the user's request. It then takes the focus from the button that it replaces. */
  readonly isRefusal: boolean;
}

/** Says what the image costs, how many stars the user has, and leads to where stars are sold. */
export function NotEnoughStars({ needed, balance, isRefusal }: NotEnoughStarsProps) {
  const { t } = useTranslation("generation");
  const { pathname, search } = useLocation();
  const isConsentGiven = usePhotoConsent((state) => state.isGiven);
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isRefusal) {
      section.current?.focus();
    }
  }, [isRefusal]);
  return (
    <section
      ref={section}
      tabIndex={-1}
      aria-labelledby="not-enough-stars"
      className="flex scroll-mb-24 outline-none gap-4 rounded-2xl border border-separator bg-surface p-4 sm:p-5"
    >
      <Star aria-hidden size={24} className="mt-0.5 shrink-0 text-ember" />
      <div className="min-w-0 flex-1">
        <h2 id="not-enough-stars" className="font-semibold">
          {t("create.insufficient.title")}
        </h2>
        <p role="status" className="mt-1">
          {t("create.insufficient.text", {
            count: balance,
            needed: t("app.stars", { count: needed }),
            balance: t("app.stars", { count: balance }),
          })}
        </p>
        <p className="mt-1 text-muted">{t("create.insufficient.kept")}</p>
        <GetStarsLink
          errand={{ path: pathname + search, needed, state: { run: needed, isConsentGiven } }}
          className="mt-4 w-full sm:w-auto"
        />
      </div>
    </section>
  );
}
