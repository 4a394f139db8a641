import { Toast, toastQueue } from "@heroui/react/toast";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { session } from "@/core/api/client";

/** The toasts, at the bottom of the screen. Those of a user end with their session. */
export function ToastRegion() {
  const { t } = useTranslation();
  useEffect(() => session.onChange((isSignedIn) => isSignedIn || toastQueue.clear()), []);
  return <Toast.Provider aria-label={t("app.messages")} placement="bottom" width={360} className="toasts" />;
}
