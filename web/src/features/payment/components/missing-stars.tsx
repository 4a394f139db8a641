import { buttonVariants } from "@/shared/components/button";
import { Star } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Picture } from "@/shared/components/picture";
import { savedErrand } from "@/shared/stores/errand";
import { useMissingStars } from "../hooks/use-missing-stars";

/** Says how many stars the user lacks for what they were doing. Leads back to it once they have enough. */
export function MissingStars() {
  const { t } = useTranslation("payment");
  const lacking = useMissingStars();
  if (!lacking) {
    return null;
  }
  const { errand, balance, missing } = lacking;
  const { needed, path, state } = errand;
  return (
    <section aria-labelledby="missing" className="mt-5 flex gap-4 rounded-2xl bg-surface-secondary p-4 sm:p-5">
      {errand.picture ? (
        <span className="size-14 shrink-0 overflow-hidden rounded-xl bg-surface-tertiary">
          <Picture url={errand.picture} alt="" sizes="3.5rem" isFirst />
        </span>
      ) : (
        <Star aria-hidden size={24} className="mt-0.5 shrink-0 text-ember" />
      )}
      <div>
        <h2 id="missing" className="font-semibold">
          {missing > 0 ? t("upgrade.missing", { count: missing }) : t("upgrade.enough")}
        </h2>
        {missing > 0 ? (
          <p className="mt-1">
            {t("upgrade.missingText", { needed: t("app.stars", { count: needed }), balance: t("app.stars", { count: balance }) })}
          </p>
        ) : (
          <Link to={path} state={state} onClick={savedErrand.clear} className={`${buttonVariants({ size: "lg" })} mt-3`}>
            {t("run" in state ? "result.make" : "result.back")}
          </Link>
        )}
      </div>
    </section>
  );
}
