import { Star, UserRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { initialsOf } from "@/core/domain/entities/user";
import { useFormats } from "@/shared/hooks/use-formats";
import { useAccount } from "@/shared/queries/account";

/** The user's stars. Opens their movements and the price list. */
export function Stars() {
  const { t } = useTranslation();
  const { compact } = useFormats();
  const { data: account } = useAccount();
  return (
    account && (
      <Link
        to="/profile/stars"
        aria-label={t("app.stars", { count: account.user.stars })}
        className="shows-focus flex h-9 items-center gap-1.5 rounded-full bg-default px-3 text-sm font-semibold tabular-nums transition-colors hover:bg-surface-tertiary"
      >
        <Star aria-hidden size={15} className="fill-ember text-ember" />
        {compact(account.user.stars)}
      </Link>
    )
  );
}

/** The user's initials. Opens their profile. */
export function Avatar() {
  const { t } = useTranslation();
  const { data: account } = useAccount();
  const initials = account ? initialsOf(account.user) : "";
  return (
    <Link
      to="/profile/account"
      aria-label={t("app.profile")}
      className="shows-focus grid size-9 place-items-center rounded-full bg-accent text-xs font-semibold text-accent-foreground"
    >
      {initials || <UserRound aria-hidden size={18} />}
    </Link>
  );
}
