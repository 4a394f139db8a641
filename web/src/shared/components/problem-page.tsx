import { Button, buttonVariants } from "@heroui/react/button";
import { Compass, Frown } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { usePageTitle } from "@/shared/hooks/use-page-title";
import { Notice } from "./notice";

/** Stands where a page failed to run. */
export function BrokenPage() {
  const { t } = useTranslation();
  return (
    <Notice isPage Icon={Frown} title={t("app.broken.title")} text={t("app.broken.text")}>
      <Button variant="primary" onPress={() => location.reload()}>
        {t("app.broken.reload")}
      </Button>
    </Notice>
  );
}

/** Stands where an address leads nowhere. */
export function MissingPage() {
  const { t } = useTranslation();
  usePageTitle(t("app.missing.title"));
  return (
    <Notice isPage Icon={Compass} title={t("app.missing.title")} text={t("app.missing.text")}>
      <Link to="/" className={buttonVariants({ variant: "primary" })}>
        {t("app.missing.home")}
      </Link>
    </Notice>
  );
}
