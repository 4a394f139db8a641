import { Heart } from "lucide-react";
import { useTranslation } from "react-i18next";
import { api, dataOf } from "@/core/api/client";
import { Notice } from "@/shared/components/notice";
import { PageHeader } from "@/shared/components/page-header";
import { PopularTemplates } from "@/shared/components/popular-templates";
import { TemplateGrid } from "@/shared/components/template-grid";
import { useListing } from "@/shared/hooks/use-listing";
import { usePageTitle } from "@/shared/hooks/use-page-title";
import { FAVORITES } from "@/shared/stores/favorites";
import type { LoadPage } from "@/shared/stores/templates";
import { FavoriteNotices } from "../components/favorite-notices";

const PAGE_SIZE = 24;

/** Below how many favourites others are suggested. */
const FEW = 3;

const load: LoadPage = (cursor, signal) =>
  dataOf(api.GET("/templates/favorites", { params: { query: { limit: PAGE_SIZE, cursor: cursor ?? undefined } }, signal }));

export function FavoritesPage() {
  const { t } = useTranslation();
  const view = useListing(FAVORITES, load);
  usePageTitle(t("app.favorites"));
  return (
    <div className="mx-auto w-full max-w-[96rem] px-4 pb-14 pt-6 sm:px-6 sm:pt-8 lg:px-10">
      <PageHeader title={t("app.favorites")} />
      <TemplateGrid
        view={view}
        label={t("app.favorites")}
        empty={<Notice Icon={Heart} title={t("favorites.title")} text={t("favorites.text")} />}
      />
      {view.listing?.state === "ready" && !view.hasMore && view.templates.length < FEW && <PopularTemplates />}
      <FavoriteNotices />
    </div>
  );
}
