import { Button } from "@/shared/components/button";
import { Frown } from "lucide-react";
import { useCallback, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useNavigationType, useRouteError } from "react-router";
import { checkHealth } from "@/core/api/client";
import { useConnection } from "@/core/api/connection";
import { Failure, OFFLINE } from "@/core/api/failure";
import { usePageTitle } from "@/shared/hooks/use-page-title";
import { FailureNotice } from "./failure-notice";
import { Notice } from "./notice";

/** Replaces a page that threw an error or whose code could not be loaded. */
export function ErrorPage() {
  const { t } = useTranslation();
  const error = useRouteError();
  usePageTitle(t("app.error.title"));
  if (error instanceof Failure && error.code === OFFLINE) {
    return <LoadErrorPage failure={error} />;
  }
  return (
    <Notice isPage Icon={Frown} title={t("app.error.title")} text={t("app.error.text")}>
      <Button variant="primary" onPress={() => location.reload()}>
        {t("app.error.reload")}
      </Button>
    </Notice>
  );
}

/**
 * Replaces a page whose code could not be loaded. Only a reload helps: the router and the browser do not retry the import,
 * and a deployment removes old chunks. Reloads only while the server responds, because the browser would otherwise show its
 * own error page.
 */
function LoadErrorPage({ failure }: { failure: Failure }) {
  const isReachable = useConnection((state) => state.isReachable);
  // After a reload the type is POP: reload again only when the user presses the button.
  const isLinkNavigation = useNavigationType() !== "POP";
  const reload = useCallback(async () => (await checkHealth()) && location.reload(), []);

  useEffect(() => {
    if (isLinkNavigation && isReachable) {
      void reload();
    }
  }, [isLinkNavigation, isReachable, reload]);

  return <FailureNotice isPage failure={failure} onRetry={() => void reload()} />;
}
