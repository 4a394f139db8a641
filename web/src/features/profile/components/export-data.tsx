import { toast } from "@/shared/stores/toasts";
import { Download } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { saveFile } from "@/core/api/download";
import { Failure } from "@/core/api/failure";
import { FailureMessage } from "@/shared/components/failure-message";
import { ActionButton } from "@/shared/components/action-button";
import { DataExport } from "../queries/export";

/** Downloads everything that Nero stores about the user. */
export function ExportData() {
  const { t } = useTranslation("profile");
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
      <div className="max-w-md">
        <FailureMessage failure={failure} />
      </div>
      <ActionButton variant="secondary" className="mt-4" isBusy={isBusy} onPress={() => void run()}>
        {!isBusy && <Download aria-hidden />}
        {t(isBusy ? "profile.export.preparing" : failure ? "app.tryAgain" : "profile.export.download")}
      </ActionButton>
    </>
  );
}
