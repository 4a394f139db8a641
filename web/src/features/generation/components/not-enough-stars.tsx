import { Star, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";
import { GetStarsLink } from "@/shared/components/get-stars-link";
import { usePhotoConsent } from "@/shared/stores/photo-consent";

interface NotEnoughStarsProps {
  readonly needed: number;
  readonly balance: number;
  /** The address of a picture that shows what the user is doing. */
  readonly picture: string | null;
  /** Whether it answers the user's request. It then takes the focus from the button that it replaces. */
  readonly isRefusal: boolean;
  /** Called on phones, where it covers much of the form. */
  onClose(): void;
}

/** Says what the image costs, how many stars the user has, and leads to where stars are sold. */
export function NotEnoughStars({ needed, balance, picture, isRefusal, onClose }: NotEnoughStarsProps) {
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
      className="scroll-mb-24 outline-none md:flex md:items-center md:gap-6"
    >
      <div className="flex gap-3 md:flex-1">
        <Star aria-hidden size={22} className="mt-0.5 shrink-0 text-ember" />
        <div className="min-w-0 flex-1">
          <h2 id="not-enough-stars" className="font-semibold">
            {t("create.insufficient.title")}
          </h2>
          <p role="status" className="mt-0.5">
            {t("create.insufficient.text", {
              count: balance,
              needed: t("app.stars", { count: needed }),
              balance: t("app.stars", { count: balance }),
            })}
          </p>
          <p className="text-muted">{t("create.insufficient.kept")}</p>
        </div>
        <button
          type="button"
          aria-label={t("app.close")}
          onClick={onClose}
          className="shows-focus -me-2 -mt-2 grid size-11 shrink-0 cursor-pointer place-items-center rounded-full text-muted hover:text-foreground md:hidden"
        >
          <X aria-hidden size={20} />
        </button>
      </div>
      <GetStarsLink
        errand={{ path: pathname + search, needed, picture, state: { run: needed, isConsentGiven } }}
        className="mt-3 w-full md:mt-0 md:w-auto"
      />
    </section>
  );
}
