import { Button } from "@/shared/components/button";
import { ArrowLeft } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

interface BackButtonProps {
  readonly fallback?: string;
  /** What it does instead. */
  onPress?(): void;
}

/** Goes back to the previous page of the app. Goes to the fallback if a link from outside opened this one. */
export function BackButton({ fallback = "/", onPress }: BackButtonProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const back = () => void ((history.state as { idx?: number } | null)?.idx ? navigate(-1) : navigate(fallback));
  return (
    <Button variant="ghost" size="sm" className="-ms-3 text-muted" onPress={onPress ?? back}>
      <ArrowLeft aria-hidden className="rtl:rotate-180" />
      {t("app.back")}
    </Button>
  );
}
