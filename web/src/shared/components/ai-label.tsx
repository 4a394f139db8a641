import { Sparkles } from "lucide-react";
import { useTranslation } from "react-i18next";

/** Says that an image is made with AI. */
export function AiLabel({ text }: { text?: string }) {
  const { t } = useTranslation();
  return (
    <p className="flex items-center gap-1.5 text-sm font-medium text-muted">
      <Sparkles aria-hidden size={16} className="shrink-0" />
      {text ?? t("app.madeWithAi")}
    </p>
  );
}
