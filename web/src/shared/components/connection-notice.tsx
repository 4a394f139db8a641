import { toast } from "@heroui/react/toast";
import { WifiOff } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { askForNero } from "@/core/api/client";
import { reportUnreachable, useConnection } from "@/core/api/connection";

/** How often Nero is asked whether it is there again, milliseconds. */
const ASK_EVERY = 2_500;

/** Says that Nero cannot be reached, asks until it can, and says so too. */
export function ConnectionNotice() {
  const { t } = useTranslation();
  const isReachable = useConnection((it) => it.isReachable);

  useEffect(() => {
    if (isReachable) {
      return;
    }
    const ask = () => void askForNero();
    const timer = setInterval(ask, ASK_EVERY);
    addEventListener("online", ask);
    return () => {
      clearInterval(timer);
      removeEventListener("online", ask);
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
        <p className="flex items-center justify-center gap-2 bg-foreground px-4 py-2 text-sm text-background">
          <WifiOff aria-hidden size={16} />
          {t("app.offline")}
        </p>
      )}
    </div>
  );
}
