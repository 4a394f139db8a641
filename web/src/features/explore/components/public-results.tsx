import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { api, dataOf } from "@/core/api/client";
import { MoreButton } from "@/shared/components/more-button";
import { Picture } from "@/shared/components/picture";

const PAGE_SIZE = 12;

/** The images that others made with a template and share with everybody. Nothing if there are none. */
export function PublicResults({ templateId }: { templateId: string }) {
  const { t } = useTranslation();
  const list = useInfiniteQuery({
    queryKey: ["results", templateId],
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET("/templates/{id}/results", {
          params: { path: { id: templateId }, query: { limit: PAGE_SIZE, cursor: pageParam ?? undefined } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const results = list.data?.pages.flatMap((page) => page.results) ?? [];
  if (results.length === 0) {
    return null;
  }
  return (
    <section aria-labelledby="results" className="mt-14">
      <h2 id="results" className="mb-5 text-xl font-semibold">
        {t("template.results")}
      </h2>
      <ul className="grid grid-cols-3 gap-2.5 sm:grid-cols-4 lg:grid-cols-6">
        {results.map(({ slug, picture }) => (
          <li key={slug}>
            <Link to={`/s/${slug}`} className="shows-focus block aspect-[4/5] overflow-hidden rounded-2xl bg-surface-tertiary">
              <Picture url={picture.url} alt={t("template.resultAlt")} sizes="(min-width: 1024px) 15vw, (min-width: 640px) 24vw, 32vw" />
            </Link>
          </li>
        ))}
      </ul>
      <MoreButton list={list} />
    </section>
  );
}
