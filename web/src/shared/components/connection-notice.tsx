import { toast } from "@/shared/stores/toasts";
import { WifiOff } from "lucide-react";
import { lazy, Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { checkHealth } from "@/core/api/client";
import { reportUnreachable, useConnection } from "@/core/api/connection";
import { useIsThrottled } from "@/shared/hooks/use-is-throttled";

const ThrottleNotice = lazy(async () => ({ default: (await import("./waits")).ThrottleNotice }));

/** Milliseconds between health checks while the server is unreachable. */
const CHECK_INTERVAL = 2_500;

/**
 * Shows a banner while the server is unreachable, checks until it responds, and then shows a toast. Shows another one while the server
 * refuses changes because there were too many.
 */
export function ConnectionNotice() {
  const { t } = useTranslation();
  const isReachable = useConnection((state) => state.isReachable);
  const isThrottled = useIsThrottled();

  useEffect(() => {
    if (isReachable) {
      return;
    }
    const check = () => void checkHealth();
    const timer = setInterval(check, CHECK_INTERVAL);
    addEventListener("online", check);
    return () => {
      clearInterval(timer);
      removeEventListener("online", check);
    };
  }, [isReachable]);

  useEffect(() => {
    addEventListener("offline", reportUnreachable);
    return () => removeEventListener("offline", reportUnreachable);
  }, []);

  useEffect(
    () => useConnection.subscribe((now, before) => now.isReachable && !before.isReachable && toast.success(t("app.backOnline"))),
    [t],
  );

  return (
    <div role="status" aria-live="polite">
      {!isReachable && (
        <p className="offline-banner flex items-center justify-center gap-2 bg-foreground px-4 py-2 text-sm text-background">
          <WifiOff aria-hidden size={16} />
          {t("app.offline")}
        </p>
      )}
      {isReachable && isThrottled && (
        <Suspense>
          <ThrottleNotice />
        </Suspense>
      )}
    </div>
  );
}
