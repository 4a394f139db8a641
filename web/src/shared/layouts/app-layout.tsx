import { buttonVariants } from "@/shared/components/button";
import { Compass, Heart, Images, Plus, UsersRound } from "lucide-react";
import { lazy, Suspense, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link, Outlet, ScrollRestoration, useLocation } from "react-router";
import { ConnectionNotice } from "@/shared/components/connection-notice";
import { Footer } from "@/shared/components/footer";
import { Preferences } from "@/shared/components/preferences-button";
import { Toasts } from "@/shared/components/toasts";
import { Wordmark } from "@/shared/components/wordmark";
import { useIsSignedIn } from "@/shared/stores/sign-in";

const Stars = lazy(async () => ({ default: (await import("./account-links")).Stars }));
const Avatar = lazy(async () => ({ default: (await import("./account-links")).Avatar }));

const NAV_ITEMS = [
  { to: "/", name: "explore", Icon: Compass },
  { to: "/favorites", name: "favorites", Icon: Heart },
  { to: "/create", name: "create", Icon: Plus },
  { to: "/profile/characters", name: "characters", Icon: UsersRound },
  { to: "/gallery", name: "gallery", Icon: Images },
] as const;

/** Whether a navigation item is the current one: the page is a part of it. */
function isCurrent(item: string, pathname: string): boolean {
  const path = pathname.replace(/^\/templates\/.*/, "/").replace(/^\/characters\//, "/profile/characters/");
  return path === item || (item !== "/" && path.startsWith(`${item}/`));
}

/**
 * The pages with one task. On phones they have no navigation bar, so that their own action is the only one at the bottom.
 */
const TASK_PAGE = /^\/(sign-in|welcome|create|profile\/characters\/new|(templates|gallery)\/[^/]+)\/?$/;

/** The pages with a footer. All others have their own last line, and the menu links to these. */
const FOOTED = ["/", "/about", "/privacy", "/terms", "/contact"];

/** Under which key a scroll position is kept. All pages that the browser loads have the key `default`. */
const scrollKey = ({ key, pathname }: { key: string; pathname: string }) => (key === "default" ? pathname : key);

/** The layout of all pages: a top bar, and a navigation bar at the bottom of phones. */
export function AppLayout() {
  const { t } = useTranslation();
  const { pathname, search } = useLocation();
  const isSignedIn = useIsSignedIn();
  const isSigningIn = pathname === "/sign-in";
  // Its own steps lead on.
  const isWelcome = pathname === "/welcome";
  const hasBar = !TASK_PAGE.test(pathname);
  const main = useRef<HTMLElement>(null);
  const focusedPath = useRef(pathname);
  // The link that opened this page may be gone. The focus would then be on the whole document.
  useEffect(() => {
    if (focusedPath.current !== pathname && document.activeElement === document.body) {
      main.current?.focus({ preventScroll: true });
    }
    focusedPath.current = pathname;
  }, [pathname]);

  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="shows-focus sr-only z-50 rounded-full bg-accent px-4 py-2 text-accent-foreground focus:not-sr-only focus:fixed focus:start-4 focus:top-3"
      >
        {t("app.skip")}
      </a>
      <header className="app-header sticky top-0 z-30 border-b border-separator/60 bg-background/85 backdrop-blur-xl">
        <div className="flex h-14 items-center gap-2 px-4 sm:px-6 lg:px-10">
          <Link to="/" aria-label="Nero" className="shows-focus -ms-1 rounded-lg p-1">
            <Wordmark />
          </Link>
          <nav
            aria-label={t("app.mainNavigation")}
            className={`ms-4 hidden items-center gap-0.5 lg:ms-8 lg:gap-1 ${isWelcome ? "" : "md:flex"}`}
          >
            {NAV_ITEMS.map(({ to, name }) => (
              <Link
                key={to}
                to={to}
                aria-current={isCurrent(to, pathname) ? "page" : undefined}
                className="shows-focus rounded-full px-3 py-1.5 text-sm font-medium whitespace-nowrap text-muted transition-colors hover:text-foreground aria-[current]:bg-default aria-[current]:text-foreground"
              >
                {t(`app.${name}`)}
              </Link>
            ))}
          </nav>
          <div className="ms-auto flex items-center gap-1.5">
            {isSignedIn && !isWelcome && (
              <Suspense fallback={<div className="h-9 w-16" />}>
                <Stars />
              </Suspense>
            )}
            <Preferences />
            {isSignedIn
              ? !isWelcome && (
                  <Suspense fallback={<div className="size-9" />}>
                    <Avatar />
                  </Suspense>
                )
              : !isSigningIn && (
                  <Link to="/sign-in" state={{ next: pathname + search }} className={buttonVariants({ variant: "primary", size: "sm" })}>
                    {t("app.signIn")}
                  </Link>
                )}
          </div>
        </div>
      </header>
      <ConnectionNotice />
      <main ref={main} id="content" tabIndex={-1} className="flex flex-1 flex-col outline-none">
        <Outlet />
      </main>
      {FOOTED.includes(pathname) && <Footer />}
      {hasBar && <NavigationBar />}
      {/* Covers the strip below the actions of the page, where a phone shows its home indicator. */}
      <div
        aria-hidden
        className={`sticky bottom-0 z-30 h-[env(safe-area-inset-bottom)] bg-background ${hasBar ? "hidden md:block" : ""}`}
      />
      <ScrollRestoration getKey={scrollKey} />
      <Toasts />
    </div>
  );
}

/** The navigation at the bottom of phones. `--bar-height` is its height. */
function NavigationBar() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  return (
    <nav
      aria-label={t("app.mainNavigation")}
      className="navigation-bar sticky bottom-0 z-30 border-t border-separator/60 bg-background pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <ul className="mx-auto grid h-16 max-w-md grid-cols-5">
        {NAV_ITEMS.map(({ to, name, Icon }) => (
          <li key={to}>
            <Link
              to={to}
              aria-current={isCurrent(to, pathname) ? "page" : undefined}
              className="shows-focus flex h-full flex-col items-center justify-end gap-0.5 pb-2 text-center text-[0.6875rem] leading-tight font-medium text-muted transition-colors aria-[current]:text-foreground"
            >
              {name === "create" ? (
                <span className="-mt-5 grid size-12 place-items-center rounded-full bg-accent text-accent-foreground shadow-lg ring-4 ring-background">
                  <Icon aria-hidden size={24} />
                </span>
              ) : (
                <Icon aria-hidden size={22} strokeWidth={isCurrent(to, pathname) ? 2.25 : 1.75} />
              )}
              {t(`app.${name}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
