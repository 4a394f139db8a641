import { Skeleton } from "@heroui/react/skeleton";
import { useTranslation } from "react-i18next";
import { Failure } from "@/core/api/failure";
import type { StarsEntry } from "@/core/domain/entities/stars";
import { FailureNotice } from "@/shared/components/failure-notice";
import { MoreButton } from "@/shared/components/more-button";
import { useFormats } from "@/shared/hooks/use-formats";
import { useEngines } from "@/shared/queries/engines";
import { useStars } from "../queries/stars";

/** Every movement of the user's stars. */
export function StarsPage() {
  const { t } = useTranslation("profile");
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
      <PriceList />
      <h3 className="mt-8 font-semibold">{t("stars.history")}</h3>
      {!entries && <Skeleton className="mt-3 h-20 rounded-2xl" />}
      {entries?.length === 0 && <p className="mt-3">{t("stars.empty")}</p>}
      {entries && entries.length > 0 && (
        <ul className="mt-3 divide-y divide-separator overflow-hidden rounded-2xl border border-separator bg-surface">
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
      <MoreButton list={list} />
    </section>
  );
}

/** What images cost. */
function PriceList() {
  const { t } = useTranslation("profile");
  const engines = useEngines()?.engines;
  return (
    engines && (
      <>
        <h3 className="mt-8 font-semibold">{t("stars.prices")}</h3>
        <ul className="mt-3 divide-y divide-separator overflow-hidden rounded-2xl border border-separator bg-surface">
          {engines.flatMap(({ id, stars }) =>
            (["1K", "2K", "4K", "x2", "x4"] as const).map((what) => {
              const count = stars[what];
              return (
                count !== undefined && (
                  <li key={id + what} className="flex items-center justify-between gap-4 px-4 py-3">
                    <span>
                      {t(`stars.items.${what}`)}
                      {engines.length > 1 && <span className="text-muted"> · {t(`app.engines.${id}`)}</span>}
                    </span>
                    <span className="font-medium tabular-nums">{t("app.stars", { count })}</span>
                  </li>
                )
              );
            }),
          )}
        </ul>
      </>
    )
  );
}

function Entry({ entry: { amount, balance, kind, createdAt } }: { entry: StarsEntry }) {
  const { t } = useTranslation("profile");
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
