import { Skeleton } from "@/shared/components/skeleton";
import { Star } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Failure } from "@/core/api/failure";
import type { StarsEntry } from "@/core/domain/entities/stars";
import { FailureNotice } from "@/shared/components/failure-notice";
import { GetStarsLink } from "@/shared/components/get-stars-link";
import { MoreButton } from "@/shared/components/more-button";
import { useFormats } from "@/shared/hooks/use-formats";
import { useEngines } from "@/shared/queries/engines";
import { useStars } from "../queries/stars";

const LINK = "shows-focus rounded font-medium link";

/** The user's stars, what they pay for, and their movements. */
export function StarsPage() {
  const { t } = useTranslation("profile");
  const list = useStars();
  const entries = list.data?.pages.flatMap((page) => page.entries);
  const owed = list.data?.pages[0]?.owed ?? 0;

  if (list.error && !entries) {
    return <FailureNotice failure={Failure.of(list.error)} onRetry={() => void list.refetch()} />;
  }
  return (
    <section
      aria-labelledby="stars"
      className="max-w-2xl lg:grid lg:max-w-none lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-[auto_1fr] lg:gap-x-12"
    >
      <h2 id="stars" className="sr-only">
        {t("profile.sections.stars")}
      </h2>
      <div>
        <Balance stars={list.data?.pages[0]?.balance} />
        {owed > 0 && <p className="mt-3">{t("stars.owed", { count: owed })}</p>}
        <p className="mt-4">
          <Link to="/payments" className={LINK}>
            {t("stars.payments")}
          </Link>
        </p>
      </div>
      <div className="mt-8 lg:col-start-2 lg:row-span-2 lg:row-start-1 lg:mt-0">
        <PriceList />
        <p className="mt-3 text-pretty text-sm text-muted">{t("stars.about")}</p>
      </div>
      <div>
        <h3 className="mt-9 text-lg font-semibold">{t("stars.history")}</h3>
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
      </div>
    </section>
  );
}

const LARGER = ["2K", "4K"] as const;
const SIZES = ["1K", ...LARGER, "x2", "x4"] as const;

function Balance({ stars }: { stars: number | undefined }) {
  const { t } = useTranslation("profile");
  return stars === undefined ? (
    <Skeleton className="h-24 rounded-2xl" />
  ) : (
    <div className="flex flex-wrap items-center gap-4 rounded-2xl bg-surface-secondary px-5 py-4">
      <span className="grid size-12 shrink-0 place-items-center rounded-full bg-surface-tertiary">
        <Star aria-hidden size={24} className="fill-ember text-ember" />
      </span>
      <p className="flex-1">
        <span className="block text-sm text-muted">{t("stars.have")}</span>
        <span className="block text-2xl font-bold tabular-nums whitespace-nowrap">{t("app.stars", { count: stars })}</span>
      </p>
      <GetStarsLink className="w-full sm:w-auto" />
    </div>
  );
}

/** What pictures cost, by size and quality. */
function PriceList() {
  const { t } = useTranslation("profile");
  const { number } = useFormats();
  const engines = useEngines()?.engines;
  /** The larger pictures that cost as much as a standard one. They have no row of their own. */
  const same = LARGER.filter((size) => engines?.every(({ stars }) => stars[size] === stars["1K"]));
  const sizes = SIZES.filter((size) => !same.some((larger) => larger === size));
  const standard = same.length === LARGER.length ? "any" : same[0] === "2K" ? "upTo2K" : "1K";
  return (
    engines && (
      <>
        <h3 className="text-lg font-semibold">{t("stars.prices")}</h3>
        <div className="mt-3 overflow-hidden rounded-2xl border border-separator bg-surface">
          <table className="w-full text-start">
            <thead className={engines.length === 1 ? "sr-only" : "border-b border-separator text-sm text-muted"}>
              <tr>
                <th className="px-4 py-2.5 text-start font-medium">{t("stars.what")}</th>
                {engines.map(({ id }) => (
                  <th key={id} className="px-4 py-2.5 text-end font-medium">
                    {t(`app.engines.${id}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="divide-y divide-separator">
              {sizes
                .filter((size) => engines.some(({ stars }) => stars[size] !== undefined))
                .map((size) => (
                  <tr key={size}>
                    <th className="px-4 py-3 text-start font-normal">{t(`stars.sizes.${size === "1K" ? standard : size}`)}</th>
                    {engines.map(({ id, stars: { [size]: count } }) => (
                      <td key={id} className="px-4 py-3 text-end font-semibold tabular-nums">
                        {count === undefined ? (
                          <span aria-hidden className="text-muted">
                            –
                          </span>
                        ) : (
                          <span className="inline-flex items-center gap-1.5">
                            <Star aria-hidden size={14} className="fill-ember text-ember rtl:-translate-y-0.5" />
                            <span className="sr-only">{t("app.stars", { count })}</span>
                            <span aria-hidden className="min-w-3">
                              {number(count)}
                            </span>
                          </span>
                        )}
                      </td>
                    ))}
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      </>
    )
  );
}

function Entry({ entry: { amount, balance, kind, paymentId, createdAt } }: { entry: StarsEntry }) {
  const { t } = useTranslation("profile");
  const { day, signed } = useFormats();
  return (
    <li className="flex items-center gap-4 px-4 py-3.5">
      <div className="min-w-0 flex-1">
        <p className="font-medium">{kind === "gift" && amount < 0 ? t("stars.correction") : t(`stars.kinds.${kind}`)}</p>
        <p className="flex flex-wrap gap-x-3 text-sm text-muted">
          {day(createdAt)}
          {paymentId && (
            <Link to={`/payments/${paymentId}`} className={LINK}>
              {t("stars.payment")}
            </Link>
          )}
        </p>
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
