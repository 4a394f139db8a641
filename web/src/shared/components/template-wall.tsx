import { Skeleton } from "@heroui/react/skeleton";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { ShownListing } from "@/shared/hooks/use-listing";
import { FailureNotice } from "./failure-notice";
import { TemplateCard } from "./template-card";

/** Shapes of the boxes that stand for pictures to come. */
const COMING = [16, 14, 18, 15, 12, 17, 14, 16, 18, 12, 15, 17, 16, 14, 18];

/** How far below the view the next page is asked for. */
const AHEAD = "1200px";

/** How many pictures are asked for at once, before others: about a phone's or a desktop's first view. */
const FIRST = 10;

interface TemplateWallProps {
  readonly shown: ShownListing;
  readonly label: string;
  /** Stands where there is nothing. */
  readonly empty: React.ReactNode;
}

/** A wall of templates that goes on as far as there are any. */
export function TemplateWall({ shown: { templates, listing, hasMore, loadMore }, label, empty }: TemplateWallProps) {
  const { t } = useTranslation();
  const end = useRef<HTMLDivElement>(null);
  const isLoading = listing === undefined || listing.state === "loading";
  const goesOn = hasMore && listing?.state === "ready";

  useEffect(() => {
    if (!goesOn || !end.current) {
      return;
    }
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && loadMore(), { rootMargin: AHEAD });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [goesOn, loadMore]);

  if (listing?.state === "failed" && templates.length === 0 && listing.failure) {
    return <FailureNotice failure={listing.failure} onRetry={loadMore} />;
  }
  if (listing?.state === "ready" && templates.length === 0) {
    return empty;
  }
  return (
    <div className="wall" aria-busy={isLoading}>
      <ul aria-label={label}>
        {templates.map((template, index) => (
          <TemplateCard key={template.id} template={template} isFirst={index < FIRST} />
        ))}
        {isLoading &&
          COMING.slice(0, templates.length > 0 ? 5 : COMING.length).map((shape, index) => (
            <li key={index} aria-hidden style={{ "--shape": shape } as React.CSSProperties}>
              <Skeleton className="size-full rounded-2xl" />
            </li>
          ))}
      </ul>
      <div ref={end} />
      <p role="status" className="sr-only">
        {isLoading ? t("app.loading") : t("explore.results", { count: templates.length })}
      </p>
      {listing?.state === "failed" && listing.failure && <FailureNotice failure={listing.failure} onRetry={loadMore} />}
      {listing?.state === "ready" && !hasMore && templates.length > 12 && (
        <p className="py-10 text-center text-sm text-muted">{t("explore.end")}</p>
      )}
    </div>
  );
}
