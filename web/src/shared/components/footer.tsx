import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { LANGUAGES, usePreferences } from "@/shared/stores/preferences";
import { Wordmark } from "./wordmark";

const PAGES = ["about", "privacy", "terms", "contact"] as const;

/** Links to the pages about Nero and the law, and the languages. */
export function Footer() {
  const { t } = useTranslation();
  const { language, choose } = usePreferences();
  return (
    <footer className="border-t border-separator/60">
      <div className="mx-auto flex max-w-[96rem] flex-wrap items-center gap-x-8 gap-y-3 px-4 py-6 text-sm text-muted sm:px-6 lg:px-10">
        <Wordmark className="h-3.5" />
        <nav aria-label={t("footer.label")}>
          <ul className="flex flex-wrap gap-x-5 gap-y-2">
            {PAGES.map((name) => (
              <li key={name}>
                <Link to={`/${name}`} className="shows-focus rounded py-1 hover:text-foreground">
                  {t(`footer.${name}`)}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset has a border and a legend */}
        <div role="group" aria-label={t("app.language")} className="flex gap-4 sm:ms-auto">
          {LANGUAGES.map((option) => (
            <button
              key={option}
              type="button"
              lang={option}
              aria-pressed={option === language}
              onClick={() => choose({ language: option })}
              className="shows-focus cursor-pointer rounded py-1 hover:text-foreground aria-pressed:font-medium aria-pressed:text-foreground"
            >
              {t(`app.languages.${option}`)}
            </button>
          ))}
        </div>
      </div>
    </footer>
  );
}
