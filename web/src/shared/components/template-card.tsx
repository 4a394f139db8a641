import { memo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { gridRows, type Template } from "@/core/domain/entities/template";
import { useLocalized } from "@/shared/hooks/use-localized";
import { FavoriteButton } from "./favorite-button";
import { Picture } from "./picture";

const SIZES = "(min-width: 1440px) 18rem, (min-width: 960px) 24vw, (min-width: 640px) 32vw, 48vw";

interface TemplateCardProps {
  readonly template: Template;
  /** Whether its picture is loaded eagerly. */
  readonly isFirst: boolean;
  /** Whether its picture comes before others. */
  readonly isUrgent?: boolean;
}

/** The picture and the name of a template. Its parent sets the size. */
export const TemplateCard = memo(function TemplateCard({ template, isFirst, isUrgent = false }: TemplateCardProps) {
  const { t } = useTranslation();
  const title = useLocalized()(template.title);
  return (
    <article className="group relative isolate size-full overflow-hidden rounded-2xl bg-surface-tertiary">
      <Link
        to={`/templates/${template.id}`}
        aria-label={t("explore.open", { title })}
        className="block size-full rounded-2xl outline-none focus-visible:[box-shadow:inset_0_0_0_3px_var(--focus)]"
      >
        <span className="block size-full transition duration-700 ease-out group-hover:scale-[1.03]">
          <Picture url={template.imageUrl} alt="" sizes={SIZES} isFirst={isFirst} isUrgent={isUrgent} size={[12, gridRows(template)]} />
        </span>
        <span className="pointer-events-none absolute inset-x-0 bottom-0 bg-gradient-to-t from-black/70 via-black/35 to-transparent px-3 pb-2.5 pt-12 text-sm leading-snug font-medium text-white sm:px-3.5 sm:pb-3">
          <span dir="auto" className="from-start line-clamp-2">
            {title}
          </span>
        </span>
      </Link>
      <FavoriteButton template={template} />
    </article>
  );
});
