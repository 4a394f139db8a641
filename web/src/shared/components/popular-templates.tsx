import { useTranslation } from "react-i18next";
import { api, dataOf } from "@/core/api/client";
import { useListing } from "@/shared/hooks/use-listing";
import type { LoadPage } from "@/shared/stores/templates";
import { TemplateGrid } from "./template-grid";

const COUNT = 10;

const load: LoadPage = async (_, signal) => {
  const { templates } = await dataOf(api.GET("/templates", { params: { query: { sort: "popular", limit: COUNT } }, signal }));
  return { templates, nextCursor: null };
};

/** Popular templates that are no favourites yet, for a page with little of its own. Nothing if they cannot be loaded. */
export function PopularTemplates() {
  const { t } = useTranslation();
  const view = useListing("suggestions", load);
  const templates = view.templates.filter(({ isFavorite }) => !isFavorite);
  if (view.listing?.failure && templates.length === 0) {
    return null;
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
