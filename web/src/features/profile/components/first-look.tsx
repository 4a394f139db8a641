import { Skeleton } from "@/shared/components/skeleton";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { api, dataOf } from "@/core/api/client";
import { Failure } from "@/core/api/failure";
import { FailureNotice } from "@/shared/components/failure-notice";
import { Picture } from "@/shared/components/picture";
import { useLocalized } from "@/shared/hooks/use-localized";

const COUNT = 6;

/** The category whose templates suit a photo of a face. */
const PORTRAITS = "portrait";

/** The most popular portraits, or templates if there are no portraits. */
async function popular(signal: AbortSignal) {
  const list = (category?: string) =>
    dataOf(api.GET("/templates", { params: { query: { sort: "popular", limit: COUNT, category } }, signal }));
  const portraits = await list(PORTRAITS);
  return portraits.templates.length > 0 ? portraits : list();
}

/** Popular templates for a photo of the user. Each opens the page that creates an image with it. */
export function FirstLook() {
  const { t } = useTranslation("profile");
  const localized = useLocalized();
  const { data, error, refetch } = useQuery({
    queryKey: ["first look"],
    queryFn: ({ signal }) => popular(signal),
    staleTime: Infinity,
  });
  if (error && !data) {
    return <FailureNotice failure={Failure.of(error)} onRetry={() => void refetch()} />;
  }
  return (
    <ul aria-label={t("welcome.look.list")} aria-busy={!data} className="grid grid-cols-2 gap-2.5 sm:grid-cols-3 sm:gap-3.5">
      {!data && Array.from({ length: COUNT }, (_, index) => <Skeleton key={index} className="aspect-[4/5] rounded-2xl" />)}
      {data?.templates.map(({ id, title, imageUrl }) => (
        <li key={id} className="group relative aspect-[4/5] overflow-hidden rounded-2xl bg-surface-tertiary">
          <Link
            to={`/create?template=${id}`}
            replace
            className="block size-full rounded-2xl outline-none focus-visible:[box-shadow:inset_0_0_0_3px_var(--focus)]"
          >
            <Picture url={imageUrl} alt="" sizes="(min-width: 640px) 13rem, 46vw" isFirst />
            <span className="absolute inset-x-0 bottom-0 bg-gradient-to-t from-black/75 to-transparent px-3 pb-2.5 pt-10 text-sm font-medium text-white">
              <span dir="auto" className="line-clamp-2">
                {localized(title)}
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
