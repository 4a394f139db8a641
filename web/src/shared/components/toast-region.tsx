import { Toast } from "@heroui/react/toast";
import { useTranslation } from "react-i18next";

/** The toasts, at the bottom of the screen. */
export function ToastRegion() {
  const { t } = useTranslation();
  return <Toast.Provider aria-label={t("app.messages")} placement="bottom" width={360} className="toasts" />;
}
