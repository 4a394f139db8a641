import { Skeleton } from "@heroui/react/skeleton";
import { useTranslation } from "react-i18next";
import { Failure } from "@/core/api/failure";
import type { StarsEntry } from "@/core/domain/entities/stars";
import { FailureNotice } from "@/shared/components/failure-notice";
import { MoreButton } from "@/shared/components/more-button";
import { useFormats } from "@/shared/hooks/use-formats";
import { useStars } from "../queries/stars";

/** Every movement of the user's stars. */
export function StarsPage() {
  const { t } = useTranslation();
  const list = useStars();
  const entries = list.data?.pages.flatMap((page) => page.entries);

  if (list.error && !entries) {
    return <FailureNotice failure={Failure.of(list.error)} onRetry={() => void list.refetch()} />;
  }
  return (
    <section aria-labelledby="stars" className="max-w-2xl">
      <h2 id="stars" className="text-xl font-semibold">
        {t("profile.sections.stars")}
      </h2>
      <p className="mt-1 text-muted">{t("stars.about")}</p>
      {!entries && <Skeleton className="mt-6 h-20 rounded-2xl" />}
      {entries?.length === 0 && <p className="mt-6">{t("stars.empty")}</p>}
      {entries && entries.length > 0 && (
        <ul className="mt-6 divide-y divide-separator overflow-hidden rounded-2xl border border-separator bg-surface">
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
      <MoreButton list={list} />
    </section>
  );
}

function Entry({ entry: { amount, balance, kind, createdAt } }: { entry: StarsEntry }) {
  const { t } = useTranslation();
  const { date, signed } = useFormats();
  return (
    <li className="flex items-center gap-4 px-4 py-3.5">
      <div className="min-w-0 flex-1">
        <p className="font-medium">{kind === "gift" && amount < 0 ? t("stars.correction") : t(`stars.kinds.${kind}`)}</p>
        <p className="text-sm text-muted">{date(createdAt)}</p>
      </div>
      <div className="text-end">
        <p className="font-semibold tabular-nums">
          <bdi>{signed(amount)}</bdi>
        </p>
        <p className="text-sm tabular-nums text-muted">{t("stars.balance", { count: balance })}</p>
      </div>
    </li>
  );
}
