import { Button } from "@/shared/components/button";
import { CloudOff, WifiOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import { type Failure, OFFLINE } from "@/core/api/failure";
import { useFailureText } from "@/shared/hooks/use-failure-text";
import { Notice } from "./notice";

/** Replaces content that could not be loaded, with a button to retry. */
export function FailureNotice({ failure, onRetry, isPage }: { failure: Failure; onRetry: () => void; isPage?: boolean }) {
  const { t } = useTranslation();
  const textOf = useFailureText();
  return (
    <div role="alert" className={failure.code === OFFLINE ? "offline-notice" : ""}>
      <Notice Icon={failure.code === OFFLINE ? WifiOff : CloudOff} title={textOf(failure)} isPage={isPage}>
        <Button variant="secondary" onPress={onRetry}>
          {t("app.tryAgain")}
        </Button>
      </Notice>
    </div>
  );
}
