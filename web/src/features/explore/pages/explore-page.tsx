import { Button, buttonVariants } from "@/shared/components/button";
import { ImagePlus, SearchX } from "lucide-react";
import { lazy, Suspense, useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { api, dataOf } from "@/core/api/client";
import { Notice } from "@/shared/components/notice";
import { TemplateGrid } from "@/shared/components/template-grid";
import { type ListingView, useListing } from "@/shared/hooks/use-listing";
import { useHomeTitle } from "@/shared/hooks/use-page-title";
import type { LoadPage } from "@/shared/stores/templates";
import { ExploreHeading } from "../components/explore-heading";
import { ExploreToolbar, FILTERS } from "../components/explore-toolbar";
import { useScrollDirection } from "../hooks/use-scroll-direction";
import { useTemplateQuery } from "../hooks/use-template-query";

const PAGE_SIZE = 24;

const Featured = lazy(async () => ({ default: (await import("../components/featured")).Featured }));

interface ExplorePageProps {
  /** Whether it follows other content on the page. */
  readonly isSection?: boolean;
}

/** The templates, with search and filters. */
export function ExplorePage({ isSection = false }: ExplorePageProps) {
  const { t } = useTranslation();
  useHomeTitle();
  useScrollDirection();
  const [query, changeQuery] = useTemplateQuery();
  const isFiltered = Object.values(query).some((value) => value !== undefined);
  const name = `explore ${JSON.stringify(query)}`;
  const load = useCallback<LoadPage>(
    (cursor, signal) =>
      dataOf(api.GET("/templates", { params: { query: { ...query, limit: PAGE_SIZE, cursor: cursor ?? undefined } }, signal })),
    [query],
  );
  const view = useListing(name, load);

  return (
    <div className="w-full px-4 pb-10 sm:px-6 lg:px-10">
      <ExploreHeading isSection={isSection} />
      <ExploreToolbar query={query} onChange={changeQuery} />
      {/* Guests see first what the app does, and what they load for it is small. */}
      {!isFiltered && !isSection && (
        // As high as what follows.
        <Suspense fallback={<div className="h-[21.5rem] sm:h-[25.75rem] xl:h-[27rem]" />}>
          <Featured />
        </Suspense>
      )}
      <div className="mt-2">
        <Results
          hasBadges={!query.trending}
          view={view}
          empty={
            isFiltered ? (
              <Notice
                Icon={SearchX}
                title={query.search ? t("explore.empty.search", { search: query.search }) : t("explore.empty.title")}
                text={t(FILTERS.some((filter) => query[filter]) || !query.search ? "explore.empty.text" : "explore.empty.words")}
              >
                <div className="flex w-72 max-w-full flex-col gap-2">
                  {query.search && (
                    <Link to="/create" state={{ prompt: query.search }} className={`${buttonVariants({ size: "lg" })} w-full`}>
                      {t("explore.empty.create")}
                    </Link>
                  )}
                  <Button
                    size="lg"
                    fullWidth
                    variant="secondary"
                    onPress={() =>
                      changeQuery({ search: undefined, category: undefined, tag: undefined, style: undefined, trending: undefined })
                    }
                  >
                    {t("explore.empty.reset")}
                  </Button>
                </div>
              </Notice>
            ) : (
              <Notice Icon={ImagePlus} title={t("explore.nothingYet.title")} text={t("explore.nothingYet.text")} />
            )
          }
        />
      </div>
    </div>
  );
}

/**
 * Shows the previous results, dimmed, until the new ones are loaded, so that typing does not cause flicker. They stay if the new ones
 * cannot be loaded.
 */
function Results({ view, hasBadges, empty }: { view: ListingView; hasBadges: boolean; empty: React.ReactNode }) {
  const { t } = useTranslation();
  const [lastLoaded, setLastLoaded] = useState<ListingView>();
  const isLoading = view.templates.length === 0 && (view.listing === undefined || view.listing.state === "loading");
  const isFailed = view.templates.length === 0 && view.listing?.state === "failed";
  if (!isLoading && !isFailed && lastLoaded !== view) {
    setLastLoaded(view);
  }
  const previous = isLoading ? lastLoaded : undefined;
  const kept = isFailed && lastLoaded ? { ...view, templates: lastLoaded.templates } : undefined;
  return (
    <div className={`transition-opacity duration-200 ${previous ? "opacity-50" : ""}`}>
      <TemplateGrid view={previous ?? kept ?? view} label={t("app.explore")} hasBadges={hasBadges} empty={empty} />
    </div>
  );
}
