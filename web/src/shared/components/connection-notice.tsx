import { toast } from "@/shared/stores/toasts";
import { WifiOff } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { checkHealth } from "@/core/api/client";
import { reportUnreachable, useConnection } from "@/core/api/connection";

/** Milliseconds between health checks while the server is unreachable. */
const CHECK_INTERVAL = 2_500;

/** Shows a banner while the server is unreachable, checks until it responds, and then shows a toast. */
export function ConnectionNotice() {
  const { t } = useTranslation();
  const isReachable = useConnection((state) => state.isReachable);

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
    </div>
  );
}
