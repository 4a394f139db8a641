import { CloudOff, Hourglass, WifiOff } from "lucide-react";
import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { type Failure, OFFLINE } from "@/core/api/failure";
import { Button } from "@/shared/components/button";
import { useClock, useCountdown } from "@/shared/hooks/use-countdown";
import { useFailureText } from "@/shared/hooks/use-failure-text";
import { Notice } from "./notice";

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
          <Wait key={retryAt} until={retryAt} onEnd={onRetry} />
        ) : (
          <Button variant="secondary" onPress={onRetry}>
            {t("app.tryAgain")}
          </Button>
        )}
      </Notice>
    </div>
  );
}

/** Counts down to an instant, and then calls back. */
function Wait({ until, onEnd }: { until: number; onEnd: () => void }) {
  const { t } = useTranslation();
  const clock = useClock();
  const secondsLeft = useCountdown(until);
  const isOver = secondsLeft === 0;
  const end = useEffectEvent(onEnd);
  useEffect(() => {
    if (isOver) {
      end();
    }
  }, [isOver]);
  return (
    <p className="text-muted">
      {t("app.continues")}{" "}
      <span aria-hidden className="font-semibold tabular-nums text-foreground">
        {clock(secondsLeft)}
      </span>
    </p>
  );
}
