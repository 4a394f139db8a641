import { buttonVariants } from "@heroui/react/button";
import { Compass, Heart, Images, UserRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, Outlet, ScrollRestoration, useLocation } from "react-router";
import { initialsOf } from "@/core/domain/entities/user";
import { ConnectionNotice } from "@/shared/components/connection-notice";
import { Preferences } from "@/shared/components/preferences-button";
import { Toasts } from "@/shared/components/toasts";
import { Wordmark } from "@/shared/components/wordmark";
import { useAccount } from "@/shared/queries/account";
import { useIsSignedIn } from "@/shared/stores/sign-in";

const FAVORITES = "/profile/favorites";

const NAV_ITEMS = [
  { to: "/", name: "explore", Icon: Compass },
  { to: "/images", name: "images", Icon: Images },
  { to: FAVORITES, name: "favorites", Icon: Heart },
  { to: "/profile", name: "profile", Icon: UserRound },
] as const;

/**
 * Whether a navigation item is the current one. Paths below `/images` and `/profile` belong to it, except `/profile/favorites`.
 */
function isCurrent(item: string, pathname: string): boolean {
  return pathname === item || (["/images", "/profile"].includes(item) && pathname.startsWith(`${item}/`) && pathname !== FAVORITES);
}

/** The layout of all pages: a top bar, and a bottom navigation bar on phones. */
export function AppLayout() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const isSignedIn = useIsSignedIn();
  const isSigningIn = pathname === "/sign-in";

  return (
    <div className="flex min-h-dvh flex-col pb-[env(safe-area-inset-bottom)]">
      <a
        href="#content"
        className="shows-focus sr-only z-50 rounded-full bg-accent px-4 py-2 text-accent-foreground focus:not-sr-only focus:fixed focus:start-4 focus:top-3"
      >
        {t("app.skip")}
      </a>
      <header className="sticky top-0 z-30 border-b border-separator/60 bg-background/85 backdrop-blur-xl">
        <div className="mx-auto flex h-16 max-w-[96rem] items-center gap-2 px-4 sm:px-6 lg:px-10">
          <Link to="/" aria-label="Nero" className="shows-focus -ms-1 rounded-lg p-1">
            <Wordmark />
          </Link>
          <nav aria-label={t("app.mainNavigation")} className="ms-8 hidden items-center gap-1 sm:flex">
            {NAV_ITEMS.map(({ to, name }) => (
              <Link
                key={to}
                to={to}
                aria-current={isCurrent(to, pathname) ? "page" : undefined}
                className="shows-focus rounded-full px-3.5 py-1.5 text-sm font-medium text-muted transition-colors hover:text-foreground aria-[current]:bg-default aria-[current]:text-foreground"
              >
                {t(`app.${name}`)}
              </Link>
            ))}
          </nav>
          <div className="ms-auto flex items-center gap-1.5">
            <Preferences />
            {isSignedIn ? (
              <Avatar />
            ) : (
              !isSigningIn && (
                <Link to="/sign-in" state={{ next: pathname }} className={buttonVariants({ variant: "primary" })}>
                  {t("app.signIn")}
                </Link>
              )
            )}
          </div>
        </div>
      </header>
      <ConnectionNotice />
      <main id="content" tabIndex={-1} className="flex flex-1 flex-col outline-none">
        <Outlet />
      </main>
      <nav
        aria-label={t("app.mainNavigation")}
        className="sticky bottom-0 z-30 border-t border-separator/60 bg-background/90 pb-[env(safe-area-inset-bottom)] backdrop-blur-xl sm:hidden"
      >
        <ul className="mx-auto grid max-w-md grid-cols-4">
          {NAV_ITEMS.map(({ to, name, Icon }) => (
            <li key={to}>
              <Link
                to={to}
                aria-current={isCurrent(to, pathname) ? "page" : undefined}
                className="shows-focus flex flex-col items-center gap-0.5 pb-2 pt-2.5 text-[0.6875rem] font-medium text-muted transition-colors aria-[current]:text-foreground"
              >
                <Icon aria-hidden size={22} strokeWidth={isCurrent(to, pathname) ? 2.25 : 1.75} />
                {t(`app.${name}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <ScrollRestoration />
      <Toasts />
    </div>
  );
}

function Avatar() {
  const { t } = useTranslation();
  const { data: account } = useAccount();
  const initials = account ? initialsOf(account.user) : "";
  return (
    <Link
      to="/profile"
      aria-label={t("app.profile")}
      className="shows-focus grid size-9 place-items-center rounded-full bg-accent text-xs font-semibold text-accent-foreground"
    >
      {initials || <UserRound aria-hidden size={18} />}
    </Link>
  );
}
