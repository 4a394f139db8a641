import type { LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { buttonVariants } from "@/shared/components/button";
import { Notice } from "./notice";
import { PopularTemplates } from "./popular-templates";

interface MissingPageProps {
  readonly Icon: LucideIcon;
  readonly title: string;
  readonly text: string;
}

/** Says that something does not exist, and goes on with templates. */
export function MissingPage(props: MissingPageProps) {
  const { t } = useTranslation();
  return (
    <>
      <Notice isPage {...props}>
        <Link to="/" className={buttonVariants({ variant: "primary" })}>
          {t("app.notFound.home")}
        </Link>
      </Notice>
      <PopularTemplates isRow />
    </>
  );
}
