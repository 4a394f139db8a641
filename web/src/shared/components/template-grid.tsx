import { Skeleton } from "@/shared/components/skeleton";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { gridRows } from "@/core/domain/entities/template";
import type { ListingView } from "@/shared/hooks/use-listing";
import { FailureNotice } from "./failure-notice";
import { Masonry } from "./masonry";
import { MoreButton } from "./more-button";
import { TemplateCard } from "./template-card";

/** Heights of the loading skeletons, in twelfths of their width. */
const SKELETON_HEIGHTS = [16, 14, 18, 15, 12, 17, 14, 16, 18, 12, 15, 17, 16, 14, 18, 15, 12, 17, 14, 16, 18, 12, 15, 17];

/** How far below the viewport the end of the grid triggers loading the next page. */
const PRELOAD_MARGIN = "1200px";

/** How many templates are loaded as the user scrolls. A button loads more, so that the page's end can be reached. */
const SCROLLED_COUNT = 48;

/** How many pictures load eagerly: about the first view on a phone or a desktop. */
const EAGER_COUNT = 10;

/** How many of them come before other pictures: the first view on a phone. */
const PRIORITY_COUNT = 4;

/** How many templates at most say that they are trending. If all did, it would say nothing. */
const BADGES = 12;

interface TemplateGridProps {
  readonly view: ListingView;
  readonly label: string;
  /** Whether the first of those that are trending say so. */
  readonly hasBadges?: boolean;
  /** Shown if there are no templates. */
  readonly empty: React.ReactNode;
}

/** A grid of templates. Loads the first pages as the user scrolls, and the others when they ask for more. */
export function TemplateGrid({ view: { templates, listing, hasMore, loadMore }, label, hasBadges = false, empty }: TemplateGridProps) {
  const badged = new Set(
    hasBadges
      ? templates
          .filter(({ isTrending }) => isTrending)
          .slice(0, BADGES)
          .map(({ id }) => id)
      : [],
  );
  const { t } = useTranslation();
  const end = useRef<HTMLDivElement>(null);
  const isLoading = listing === undefined || listing.state === "loading";
  const isScrolled = templates.length < SCROLLED_COUNT;
  const canLoadMore = hasMore && isScrolled && listing?.state === "ready";

  useEffect(() => {
    if (!canLoadMore || !end.current) {
      return;
    }
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && loadMore(), { rootMargin: PRELOAD_MARGIN });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [canLoadMore, loadMore]);

  if (listing?.state === "failed" && templates.length === 0 && listing.failure) {
    return <FailureNotice failure={listing.failure} onRetry={loadMore} />;
  }
  if (listing?.state === "ready" && templates.length === 0) {
    return empty;
  }
  return (
    <div className="template-grid" aria-busy={isLoading}>
      <Masonry
        label={label}
        cells={[
          ...templates.map((template, index) => ({
            key: template.id,
            height: gridRows(template),
            content: (
              <TemplateCard
                template={template}
                isFirst={index < EAGER_COUNT}
                isUrgent={index < PRIORITY_COUNT}
                place={label}
                isBadged={badged.has(template.id)}
              />
            ),
          })),
          ...(isLoading ? SKELETON_HEIGHTS.slice(0, templates.length > 0 ? 9 : SKELETON_HEIGHTS.length) : []).map((height, index) => ({
            key: `skeleton ${index}`,
            height,
            isPlaceholder: true,
            content: <Skeleton className="size-full rounded-2xl" />,
          })),
        ]}
      />
      <div ref={end} />
      <p role="status" className="sr-only">
        {isLoading ? t("app.loading") : t("explore.results", { count: templates.length })}
      </p>
      {listing?.state === "failed" && listing.failure && <FailureNotice failure={listing.failure} onRetry={loadMore} />}
      {!isScrolled && listing?.state !== "failed" && (
        <MoreButton list={{ hasNextPage: hasMore, isFetchingNextPage: isLoading, fetchNextPage: loadMore }} />
      )}
      {listing?.state === "ready" && !hasMore && templates.length > 12 && (
        <p className="py-10 text-center text-sm text-muted">{t("explore.end")}</p>
      )}
    </div>
  );
}
