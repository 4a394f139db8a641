import { Toast } from "@heroui/react/toast";
import { useState } from "react";
import { useTranslation } from "react-i18next";

/** The toasts: at the top of a phone, and in a corner of larger screens. */
export function ToastRegion() {
  const { t } = useTranslation();
  const [isPhone] = useState(() => matchMedia("(max-width: 47.99rem)").matches);
  return <Toast.Provider aria-label={t("app.messages")} placement={isPhone ? "top" : "bottom"} width={360} className="toasts" />;
}
