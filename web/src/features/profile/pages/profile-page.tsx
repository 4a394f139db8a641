import { Skeleton } from "@heroui/react/skeleton";
import { Star, UserRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, NavLink, Outlet } from "react-router";
import { Failure } from "@/core/api/failure";
import { formatPhone } from "@/core/domain/phone";
import { initialsOf, type Stats, type User } from "@/core/domain/entities/user";
import { FailureNotice } from "@/shared/components/failure-notice";
import { useFormats } from "@/shared/hooks/use-formats";
import { usePageTitle } from "@/shared/hooks/use-page-title";
import { useAccount } from "@/shared/queries/account";

const SECTIONS = [
  { to: "/profile", name: "characters" },
  { to: "/profile/favorites", name: "favorites" },
  { to: "/profile/stars", name: "stars" },
  { to: "/profile/account", name: "account" },
] as const;

/** The user's profile, with a tab for each section. */
export function ProfilePage() {
  const { t } = useTranslation();
  // Favourites and images change the counts on other pages.
  const { data: account, error, refetch } = useAccount({ refetchOnMount: "always" });
  usePageTitle(t("profile.title"));

  if (error && !account) {
    return <FailureNotice isPage failure={Failure.of(error)} onRetry={() => void refetch()} />;
  }
  return (
    <div className="mx-auto w-full max-w-6xl px-4 pb-14 pt-8 sm:px-6 sm:pt-12 lg:px-10">
      {account ? <Identity {...account} /> : <IdentitySkeleton />}
      <nav aria-label={t("profile.title")} className="scroller -mx-4 mt-8 px-4 shadow-[inset_0_-1px_0_var(--separator)] sm:mx-0 sm:px-0">
        <ul className="flex gap-5 sm:gap-6">
          {SECTIONS.map(({ to, name }) => (
            <li key={to}>
              <NavLink
                to={to}
                end
                preventScrollReset
                className={({ isActive }) =>
                  `shows-focus block whitespace-nowrap rounded-t border-b-2 pb-3 pt-1 font-medium transition-colors ${isActive ? "border-foreground text-foreground" : "border-transparent text-muted hover:text-foreground"}`
                }
              >
                {t(`profile.sections.${name}`)}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <div className="pt-8">
        <Outlet />
      </div>
    </div>
  );
}

function Identity({ user, stats }: { user: User; stats: Stats }) {
  const { t } = useTranslation();
  const { number, digits, date } = useFormats();
  const initials = initialsOf(user);
  const counts = [
    ["characters", stats.characterCount],
    ["favorites", stats.favoriteCount],
    ["editsThisMonth", stats.editsThisMonth],
    ["totalEdits", stats.totalEdits],
  ] as const;
  return (
    <header>
      <div className="flex items-center gap-4 sm:gap-6">
        <span
          aria-hidden
          className="grid size-[4.5rem] shrink-0 place-items-center rounded-full bg-accent text-2xl font-semibold text-accent-foreground sm:size-24 sm:text-3xl"
        >
          {initials || <UserRound className="size-1/2" strokeWidth={1.6} />}
        </span>
        <div className="min-w-0">
          <h1 className="truncate text-2xl font-bold sm:text-3xl">
            {user.name ?? (
              <Link to="/profile/account" className="shows-focus rounded text-muted hover:text-foreground">
                {t("profile.anonymous")}
              </Link>
            )}
          </h1>
          <p className="mt-0.5 text-muted">
            <bdi dir="ltr">{digits(formatPhone(user.phoneNumber))}</bdi>
          </p>
          <p className="mt-2.5 flex flex-wrap items-center gap-x-2 gap-y-1.5 text-sm">
            <span className="rounded-full bg-default px-3 py-0.5 font-medium">{t(`profile.plans.${user.subscription}`)}</span>
            <Link
              to="/profile/stars"
              preventScrollReset
              className="shows-focus flex items-center gap-1.5 rounded-full bg-default px-3 py-0.5 font-medium transition-colors hover:bg-surface-tertiary"
            >
              <Star aria-hidden size={14} className="fill-ember text-ember" />
              {t("profile.stars", { count: user.stars })}
            </Link>
            <span className="hidden ps-1 text-muted sm:inline">{t("profile.since", { date: date(user.createdAt) })}</span>
          </p>
        </div>
      </div>
      <dl className="mt-7 grid grid-cols-2 gap-px overflow-hidden rounded-2xl border border-separator bg-separator sm:grid-cols-4">
        {counts.map(([name, count]) => (
          <div key={name} className="flex flex-col-reverse bg-surface px-4 py-3.5 sm:px-5 sm:py-4">
            <dt className="text-sm text-muted">{t(`profile.stats.${name}`)}</dt>
            <dd className="text-2xl font-semibold tabular-nums">{number(count)}</dd>
          </div>
        ))}
      </dl>
    </header>
  );
}

function IdentitySkeleton() {
  return (
    <div aria-hidden>
      <div className="flex items-center gap-4 sm:gap-6">
        <Skeleton className="size-[4.5rem] shrink-0 rounded-full sm:size-24" />
        <div className="space-y-2.5">
          <Skeleton className="h-7 w-44 rounded-lg" />
          <Skeleton className="h-5 w-36 rounded-lg" />
          <Skeleton className="h-6 w-40 rounded-full" />
        </div>
      </div>
      <Skeleton className="mt-7 h-[10.5rem] rounded-2xl sm:h-[5.75rem]" />
    </div>
  );
}
