import { useTranslation } from "react-i18next";
import { api, dataOf } from "@/core/api/client";
import { TemplateStrip } from "@/shared/components/template-strip";
import { useListing } from "@/shared/hooks/use-listing";
import type { LoadPage } from "@/shared/stores/templates";

/** How many templates are in the row. */
const COUNT = 12;

const load: LoadPage = async (_, signal) => {
  const query = { trending: true, sort: "trending", limit: COUNT } as const;
  const { templates } = await dataOf(api.GET("/templates", { params: { query }, signal }));
  return { templates, nextCursor: null };
};

/** What is trending, above the other templates. Nothing if it cannot be loaded. */
export function Featured() {
  const { t } = useTranslation();
  const { templates, listing } = useListing("featured", load);
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
