import { ChevronDown } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAccount } from "@/shared/queries/account";
import { useIsSignedIn } from "@/shared/stores/sign-in";

interface MoreOptionsProps {
  /** Whether the user has changed one of them. */
  readonly isChanged: boolean;
  readonly children: ReactNode;
}

/** What an image can be ordered without. Hidden behind a button for people who have no image yet. */
export function MoreOptions({ isChanged, children }: MoreOptionsProps) {
  const { t } = useTranslation("generation");
  const { data: account } = useAccount({ enabled: useIsSignedIn() });
  const [isOpen, setOpen] = useState<boolean | null>(null);
  const isShown = isOpen ?? isChanged;
  if (account && account.stats.totalEdits > 0) {
    return children;
  }
  return (
    <div className="space-y-7">
      <button
        type="button"
        aria-expanded={isShown}
        onClick={() => setOpen(!isShown)}
        className="shows-focus flex min-h-12 w-full cursor-pointer items-center gap-2 rounded-2xl border border-separator px-4 py-2 text-start transition-colors hover:bg-surface-secondary"
      >
        <span className="font-medium">{t("create.options")}</span>
        <span className="min-w-0 flex-1 truncate text-sm text-muted">{t("create.optionsText")}</span>
        <ChevronDown aria-hidden size={18} className={`shrink-0 text-muted transition-transform ${isShown ? "rotate-180" : ""}`} />
      </button>
      {isShown && children}
    </div>
  );
}
