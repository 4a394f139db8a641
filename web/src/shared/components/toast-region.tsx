import { Toast } from "@heroui/react/toast";
import { useTranslation } from "react-i18next";

export function ToastRegion() {
  const { t } = useTranslation();
  return <Toast.Provider aria-label={t("app.messages")} placement="top" width={360} className="top-20" />;
}
