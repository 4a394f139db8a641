import { Toast } from "@heroui/react/toast";
import { useTranslation } from "react-i18next";

/** The toasts: above what sticks to the bottom of a phone, and in a corner of larger screens. */
export function ToastRegion() {
  const { t } = useTranslation();
  return <Toast.Provider aria-label={t("app.messages")} placement="bottom" width={360} className="toasts" />;
}
