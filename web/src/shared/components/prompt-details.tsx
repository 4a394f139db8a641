import { Button } from "@/shared/components/button";
import { toast } from "@/shared/stores/toasts";
import { ChevronDown, Copy } from "lucide-react";
import { useTranslation } from "react-i18next";

/** The prompt of an image, initially folded, with a button to copy it. */
export function PromptDetails({ prompt }: { prompt: string }) {
  const { t } = useTranslation();
  const copy = async () => {
    await navigator.clipboard.writeText(prompt);
    toast.success(t("template.promptCopied"));
  };
  return (
    <details
      onToggle={({ currentTarget: details }) => details.open && details.scrollIntoView({ block: "nearest" })}
      className="group mt-5 scroll-mb-[calc(var(--bar-height)+6rem)] rounded-2xl border border-separator bg-surface"
    >
      <summary className="shows-focus flex cursor-pointer list-none items-center justify-between rounded-2xl px-4 py-3 font-medium [&::-webkit-details-marker]:hidden">
        {t("template.prompt")}
        <ChevronDown aria-hidden size={18} className="text-muted transition-transform group-open:rotate-180" />
      </summary>
      <div className="px-4 pb-4">
        <p dir="auto" className="from-start text-pretty break-words leading-relaxed">
          {prompt}
        </p>
        <Button size="sm" variant="secondary" className="mt-3" onPress={() => void copy()}>
          <Copy aria-hidden />
          {t("template.copyPrompt")}
        </Button>
      </div>
    </details>
  );
}
