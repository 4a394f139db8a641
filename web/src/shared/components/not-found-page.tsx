import { FileQuestionMark } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { buttonVariants } from "@/shared/components/button";
import { usePageTitle } from "@/shared/hooks/use-page-title";
import { Notice } from "./notice";
import { PopularTemplates } from "./popular-templates";

/** Says that a page does not exist, and goes on with templates. */
export function NotFoundPage() {
  const { t } = useTranslation();
  usePageTitle(t("app.notFound.title"));
  return (
    <>
      <Notice isPage Icon={FileQuestionMark} title={t("app.notFound.title")} text={t("app.notFound.text")}>
        <Link to="/" className={buttonVariants({ variant: "primary" })}>
          {t("app.notFound.home")}
        </Link>
      </Notice>
      <PopularTemplates isRow />
    </>
  );
}
