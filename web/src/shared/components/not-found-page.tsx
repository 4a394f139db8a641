import { FileQuestionMark } from "lucide-react";
import { useTranslation } from "react-i18next";
import { usePageTitle } from "@/shared/hooks/use-page-title";
import { MissingPage } from "./missing-page";

export function NotFoundPage() {
  const { t } = useTranslation();
  usePageTitle(t("app.notFound.title"));
  return <MissingPage Icon={FileQuestionMark} title={t("app.notFound.title")} text={t("app.notFound.text")} />;
}
