import { Skeleton } from "@/shared/components/skeleton";
import { UserRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, NavLink, Outlet, useLocation } from "react-router";
import { Failure } from "@/core/api/failure";
import { formatPhone } from "@/core/domain/phone";
import { initialsOf, type Stats, type User } from "@/core/domain/entities/user";
import { FailureNotice } from "@/shared/components/failure-notice";
import { useFormats } from "@/shared/hooks/use-formats";
import { usePageTitle } from "@/shared/hooks/use-page-title";
import { useAccount } from "@/shared/queries/account";

const SECTIONS = [
  { to: "/profile/stars", name: "stars" },
  { to: "/profile/account", name: "account" },
] as const;

/** The user's profile, with a tab for each section. */
export function ProfilePage() {
  const { t } = useTranslation("profile");
  // Favourites and images change the counts on other pages.
  const { data: account, error, refetch } = useAccount({ refetchOnMount: "always" });
  const { pathname } = useLocation();
  const section = SECTIONS.find(({ to }) => to === pathname);
  usePageTitle(section ? t(`profile.sections.${section.name}`) : t("profile.title"));

  if (error && !account) {
    return <FailureNotice isPage failure={Failure.of(error)} onRetry={() => void refetch()} />;
  }
  return (
    <div className="mx-auto w-full max-w-[96rem] px-4 pb-14 pt-6 sm:px-6 sm:pt-8 lg:px-10">
      {account ? <Identity {...account} /> : <IdentitySkeleton />}
      <nav aria-label={t("profile.title")} className="scroller -mx-4 mt-5 px-4 shadow-[inset_0_-1px_0_var(--separator)] sm:mx-0 sm:px-0">
        <ul className="flex gap-5 sm:gap-6">
          {SECTIONS.map(({ to, name }) => (
            <li key={to}>
              <NavLink
                to={to}
                end
                preventScrollReset
                className={({ isActive }) =>
                  `shows-focus block whitespace-nowrap rounded-t -outline-offset-2 border-b-2 pb-3 pt-1 font-medium transition-colors ${isActive ? "border-foreground text-foreground" : "border-transparent text-muted hover:text-foreground"}`
                }
              >
                {t(`profile.sections.${name}`)}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <div className="pt-6">
        <Outlet />
      </div>
    </div>
  );
}

function Identity({ user, stats }: { user: User; stats: Stats }) {
  const { t } = useTranslation("profile");
  const { digits } = useFormats();
  const initials = initialsOf(user);
  return (
    <header className="flex items-center gap-4">
      <span
        aria-hidden
        className="grid size-14 shrink-0 place-items-center rounded-full bg-accent text-lg font-semibold text-accent-foreground sm:size-16 sm:text-xl"
      >
        {initials || <UserRound className="size-1/2" strokeWidth={1.6} />}
      </span>
      <div className="min-w-0">
        <h1 className="truncate text-xl font-bold sm:text-2xl">
          {user.name ?? (
            <Link to="/profile/account" className="shows-focus rounded text-muted hover:text-foreground">
              {t("profile.anonymous")}
            </Link>
          )}
        </h1>
        <p className="mt-0.5 flex flex-wrap items-center gap-x-2.5 gap-y-1 text-sm text-muted">
          <bdi dir="ltr">{digits(formatPhone(user.phoneNumber))}</bdi>
          <Link
            to="/upgrade"
            aria-label={t("profile.plan", { plan: t(`app.plans.${user.subscription}`) })}
            className="shows-focus rounded-full bg-default px-2.5 py-0.5 font-medium text-default-foreground transition-colors hover:bg-surface-tertiary"
          >
            {t(`app.plans.${user.subscription}`)}
          </Link>
          <span className="hidden sm:inline">{t("profile.pictures", { count: stats.totalEdits })}</span>
        </p>
      </div>
    </header>
  );
}

function IdentitySkeleton() {
  return (
    <div aria-hidden className="flex items-center gap-4">
      <Skeleton className="size-14 shrink-0 rounded-full sm:size-16" />
      <div className="space-y-2">
        <Skeleton className="h-7 w-44 rounded-lg" />
        <Skeleton className="h-5 w-36 rounded-lg" />
      </div>
    </div>
  );
}
