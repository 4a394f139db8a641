import { Flame, Sparkles } from "lucide-react";
import { memo, useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { gridRows, type Template } from "@/core/domain/entities/template";
import { useLocalized } from "@/shared/hooks/use-localized";
import { FavoriteButton } from "./favorite-button";
import { markOpened, markReturned } from "./opened-card";
import { Picture } from "./picture";

const SIZES = "(min-width: 1440px) 18rem, (min-width: 960px) 24vw, (min-width: 640px) 32vw, 48vw";

interface TemplateCardProps {
  readonly template: Template;
  /** Whether its picture is loaded eagerly. */
  readonly isFirst: boolean;
  /** Whether its picture comes before others. */
  readonly isUrgent?: boolean;
  /** The list in which it is. The picture of a card that the user opens grows to the template's page. */
  readonly place: string;
  readonly isBadged?: boolean;
}

/** The picture and the name of a template. Its parent sets the size. */
export const TemplateCard = memo(function TemplateCard({
  template,
  isFirst,
  isUrgent = false,
  place,
  isBadged = false,
}: TemplateCardProps) {
  const { t } = useTranslation();
  const { id } = template;
  const title = useLocalized()(template.title);
  const picture = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => markReturned(id, place, picture.current!), [id, place]);
  return (
    <article className="group relative isolate size-full overflow-hidden rounded-2xl bg-surface-tertiary after:pointer-events-none after:absolute after:inset-0 after:rounded-[inherit] after:ring-1 after:ring-foreground/10 after:ring-inset">
      <Link
        to={`/templates/${id}`}
        viewTransition
        aria-label={t("explore.open", { title })}
        onClick={() => markOpened(id, place, picture.current!)}
        className="block size-full rounded-2xl outline-none focus-visible:[box-shadow:inset_0_0_0_3px_var(--focus)]"
      >
        <span ref={picture} className="block size-full transition duration-700 ease-out group-hover:scale-[1.03]">
          <Picture url={template.imageUrl} alt="" sizes={SIZES} isFirst={isFirst} isUrgent={isUrgent} size={[12, gridRows(template)]} />
        </span>
        <span className="pointer-events-none absolute inset-x-0 bottom-0 bg-gradient-to-t from-black/80 via-black/45 to-transparent px-3 pb-2.5 pt-14 text-sm leading-snug font-medium text-white pointer-coarse:pe-12 sm:px-3.5 sm:pb-3">
          <span dir="auto" className="from-start line-clamp-2 transition-transform duration-200 pointer-fine:group-hover:-translate-y-11">
            {title}
          </span>
        </span>
      </Link>
      {isBadged && (
        <p className="pointer-events-none absolute start-2 top-2 flex h-7 items-center gap-1 rounded-full bg-black/45 px-2 text-xs font-medium text-white backdrop-blur-md">
          <Flame aria-hidden size={13} className="text-[oklch(0.74_0.17_50)]" />
          <span className="max-sm:sr-only">{t("explore.trending")}</span>
        </p>
      )}
      <TryLink id={id} />
      <FavoriteButton template={template} />
    </article>
  );
});

/**
 * A shortcut to what the page of the template leads to: below the mouse, and on touch screens always. The keyboard and screen readers
 * get there over the page, without twice as many stops on the way.
 */
function TryLink({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <div
      aria-hidden
      className="absolute inset-x-3 bottom-3 flex justify-end opacity-0 transition duration-200 pointer-coarse:inset-x-2 pointer-coarse:bottom-2 pointer-coarse:opacity-100 pointer-fine:pointer-events-none pointer-fine:translate-y-2 pointer-fine:group-hover:pointer-events-auto pointer-fine:group-hover:translate-y-0 pointer-fine:group-hover:opacity-100"
    >
      <Link
        to={`/create?template=${id}`}
        tabIndex={-1}
        className="flex h-9 items-center justify-center gap-1.5 rounded-full bg-white px-3.5 text-sm font-medium text-neutral-900 pointer-coarse:size-9 pointer-coarse:bg-black/45 pointer-coarse:p-0 pointer-coarse:text-white pointer-coarse:backdrop-blur-md pointer-fine:w-full"
      >
        <Sparkles size={15} />
        <span className="pointer-coarse:hidden">{t("explore.try")}</span>
      </Link>
    </div>
  );
}
