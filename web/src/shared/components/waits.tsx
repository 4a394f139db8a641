import { Hourglass } from "lucide-react";
import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { useThrottle } from "@/core/api/throttle";
import { useClock, useCountdown } from "@/shared/hooks/use-countdown";

/** Says how long the server goes on refusing changes. Screen readers would read each second. */
export function ThrottleNotice() {
  const { t } = useTranslation();
  const clock = useClock();
  const secondsLeft = useCountdown(useThrottle((state) => state.until));
  return (
    <p className="flex items-center justify-center gap-2 bg-foreground px-4 py-2 text-sm text-background">
      <Hourglass aria-hidden size={16} />
      {t("app.throttled")}
      <span aria-hidden className="min-w-10 font-semibold tabular-nums">
        {clock(secondsLeft)}
      </span>
    </p>
  );
}

/** Counts down to an instant, and then calls back. */
export function Wait({ until, onEnd }: { until: number; onEnd: () => void }) {
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
