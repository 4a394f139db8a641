import { useTranslation } from "react-i18next";
import { api, dataOf } from "@/core/api/client";
import { useListing } from "@/shared/hooks/use-listing";
import type { LoadPage } from "@/shared/stores/templates";
import { TemplateGrid } from "./template-grid";
import { TemplateStrip } from "./template-strip";

const COUNT = 10;

const load: LoadPage = async (_, signal) => {
  const { templates } = await dataOf(api.GET("/templates", { params: { query: { sort: "popular", limit: COUNT } }, signal }));
  return { templates, nextCursor: null };
};

interface PopularTemplatesProps {
  /** Whether they are one row below something else that fills the page. */
  readonly isRow?: boolean;
}

/** Popular templates that are no favourites yet, for a page with little of its own. Nothing if they cannot be loaded. */
export function PopularTemplates({ isRow = false }: PopularTemplatesProps) {
  const { t } = useTranslation();
  const view = useListing("suggestions", load);
  const templates = view.templates.filter(({ isFavorite }) => !isFavorite);
  if (view.listing?.state === "failed" || (view.listing?.state === "ready" && templates.length === 0)) {
    return null;
  }
  if (isRow) {
    return (
      <div className="mx-auto mt-4 w-full max-w-[96rem] px-4 pb-14 sm:px-6 lg:px-10">
        <TemplateStrip title={t("favorites.suggestions")} templates={view.listing?.state === "ready" ? templates : undefined} />
      </div>
    );
  }
  return (
    <section aria-labelledby="suggestions" className="mt-10">
      <h2 id="suggestions" className="mb-4 text-xl font-semibold">
        {t("favorites.suggestions")}
      </h2>
      <TemplateGrid view={{ ...view, templates }} label={t("favorites.suggestions")} empty={null} />
    </section>
  );
}
