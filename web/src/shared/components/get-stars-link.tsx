import { buttonVariants } from "@/shared/components/button";
import { Star } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { type Errand, savedErrand } from "@/shared/stores/errand";

/** Leads to the page on which stars are sold, and from there back to the errand. */
export function GetStarsLink({ errand, className = "" }: { errand?: Errand; className?: string }) {
  const { t } = useTranslation();
  return (
    <Link
      to="/upgrade"
      className={`${buttonVariants({ size: "lg" })} ${className}`}
      onClick={() => (errand ? savedErrand.save(errand) : savedErrand.clear())}
    >
      <Star aria-hidden size={18} />
      {t("app.getStars")}
    </Link>
  );
}
