import { toast } from "@heroui/react/toast";
import { Download } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { saveFile } from "@/core/api/download";
import { Failure } from "@/core/api/failure";
import { ActionButton } from "@/shared/components/action-button";
import { useFailureText } from "@/shared/hooks/use-failure-text";
import { DataExport } from "../queries/export";

/** Downloads everything that Nero stores about the user. */
export function ExportData() {
  const { t } = useTranslation("profile");
  const textOf = useFailureText();
  const [dataExport] = useState(() => new DataExport());
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  const run = async () => {
    setBusy(true);
    setFailure(null);
    try {
      saveFile(await dataExport.load(), "nero-export.json");
      toast.success(t("profile.export.done"));
    } catch (error) {
      setFailure(Failure.of(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <p className="max-w-md text-pretty text-muted">{t("profile.export.text")}</p>
      {failure && (
        <p role="alert" className="mt-4 max-w-md rounded-xl bg-danger-soft px-4 py-3 text-danger-soft-foreground">
          {textOf(failure)}
        </p>
      )}
      <ActionButton variant="secondary" className="mt-4" isBusy={isBusy} onPress={() => void run()}>
        {!isBusy && <Download aria-hidden />}
        {t(isBusy ? "profile.export.preparing" : failure ? "app.tryAgain" : "profile.export.download")}
      </ActionButton>
    </>
  );
}
