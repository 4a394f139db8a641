import { Button, buttonVariants } from "@/shared/components/button";
import { ImagePlus, SearchX } from "lucide-react";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { api, dataOf } from "@/core/api/client";
import { Notice } from "@/shared/components/notice";
import { TemplateGrid } from "@/shared/components/template-grid";
import { TemplateStrip } from "@/shared/components/template-strip";
import { type ListingView, useListing } from "@/shared/hooks/use-listing";
import { useHomeTitle } from "@/shared/hooks/use-page-title";
import type { LoadPage } from "@/shared/stores/templates";
import { ExploreHeading } from "../components/explore-heading";
import { ExploreToolbar, FILTERS } from "../components/explore-toolbar";
import { useScrollDirection } from "../hooks/use-scroll-direction";
import { useTemplateQuery } from "../hooks/use-template-query";

const PAGE_SIZE = 24;

/** How many templates are in the first row. */
const FEATURED = 12;

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
      {!isFiltered && <Featured />}
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

const loadFeatured: LoadPage = async (_, signal) => {
  const query = { trending: true, sort: "trending", limit: FEATURED } as const;
  const { templates } = await dataOf(api.GET("/templates", { params: { query }, signal }));
  return { templates, nextCursor: null };
};

/** What is trending, above the other templates. Nothing if it cannot be loaded. */
function Featured() {
  const { t } = useTranslation();
  const { templates, listing } = useListing("featured", loadFeatured);
  const isLoaded = listing?.state === "ready";
  if (listing?.state === "failed" || (isLoaded && templates.length === 0)) {
    return null;
  }
  return (
    <div className="mt-3">
      <TemplateStrip isFirst isLarge title={t("explore.featured")} templates={isLoaded ? templates : undefined} />
      <h2 className="mb-4 mt-6 text-xl font-semibold">{t("explore.allTemplates")}</h2>
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
