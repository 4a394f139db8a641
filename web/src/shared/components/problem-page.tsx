import { Button, buttonVariants } from "@heroui/react/button";
import { Compass, Frown } from "lucide-react";
import { useCallback, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigationType, useRouteError } from "react-router";
import { askForNero } from "@/core/api/client";
import { useConnection } from "@/core/api/connection";
import { Failure, OFFLINE } from "@/core/api/failure";
import { usePageTitle } from "@/shared/hooks/use-page-title";
import { FailureNotice } from "./failure-notice";
import { Notice } from "./notice";

/** Stands where a page failed to run, or its code could not be loaded. */
export function BrokenPage() {
  const { t } = useTranslation();
  const error = useRouteError();
  if (error instanceof Failure && error.code === OFFLINE) {
    return <UnreachedPage failure={error} />;
  }
  return (
    <Notice isPage Icon={Frown} title={t("app.broken.title")} text={t("app.broken.text")}>
      <Button variant="primary" onPress={() => location.reload()}>
        {t("app.broken.reload")}
      </Button>
    </Notice>
  );
}

/**
 * Stands where the code of a page could not be loaded. Neither the router nor the browser asks for it a second time, and
 * after a deployment it is gone: loading everything anew helps, once Nero is there; without it, the browser's own page
 * would take the place.
 */
function UnreachedPage({ failure }: { failure: Failure }) {
  const isReachable = useConnection((it) => it.isReachable);
  // What has just been loaded anew is not loaded again but by hand.
  const isByLink = useNavigationType() !== "POP";
  const load = useCallback(async () => (await askForNero()) && location.reload(), []);

  useEffect(() => {
    if (isByLink && isReachable) {
      void load();
    }
  }, [isByLink, isReachable, load]);

  return <FailureNotice isPage failure={failure} onRetry={() => void load()} />;
}

/** Stands where an address leads nowhere. */
export function MissingPage() {
  const { t } = useTranslation();
  usePageTitle(t("app.missing.title"));
  return (
    <Notice isPage Icon={Compass} title={t("app.missing.title")} text={t("app.missing.text")}>
      <Link to="/" className={buttonVariants({ variant: "primary" })}>
        {t("app.missing.home")}
      </Link>
    </Notice>
  );
}
