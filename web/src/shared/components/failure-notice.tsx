import { CloudOff, Hourglass, WifiOff } from "lucide-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { type Failure, OFFLINE } from "@/core/api/failure";
import { Button } from "@/shared/components/button";
import { useFailureText } from "@/shared/hooks/use-failure-text";
import { Notice } from "./notice";

const Wait = lazy(async () => ({ default: (await import("./waits")).Wait }));

/** Seconds up to which the app waits by itself. */
const MAX_WAIT = 3600;

interface FailureNoticeProps {
  readonly failure: Failure;
  readonly isPage?: boolean;
  onRetry(): void;
}

/** Replaces content that could not be loaded, with a button to retry. After too many requests, it counts down and retries by itself. */
export function FailureNotice({ failure, onRetry, isPage }: FailureNoticeProps) {
  const { t } = useTranslation();
  const textOf = useFailureText();
  const { code, details, retryAt } = failure;
  const isWaiting = code === "RATE_LIMITED" && retryAt !== null && details.retryAfter! <= MAX_WAIT;
  return (
    <div role="alert" className={code === OFFLINE ? "offline-notice" : ""}>
      <Notice
        Icon={code === OFFLINE ? WifiOff : isWaiting ? Hourglass : CloudOff}
        title={textOf(failure, { hasWait: !isWaiting })}
        isPage={isPage}
      >
        {isWaiting ? (
          <Suspense>
            <Wait key={retryAt} until={retryAt} onEnd={onRetry} />
          </Suspense>
        ) : (
          <Button variant="secondary" onPress={onRetry}>
            {t("app.tryAgain")}
          </Button>
        )}
      </Notice>
    </div>
  );
}
