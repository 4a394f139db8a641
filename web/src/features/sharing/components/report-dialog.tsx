import { Button } from "@/shared/components/button";
import { Modal } from "@heroui/react/modal";
import { toast } from "@/shared/stores/toasts";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { MAX_NOTE_LENGTH, REPORT_REASONS, type ReportReason } from "@/core/domain/entities/shared-image";
import { ActionButton } from "@/shared/components/action-button";
import { Dialog } from "@/shared/components/dialog";
import { useFailureText } from "@/shared/hooks/use-failure-text";
import { reportSharedImage } from "../queries/shared-image";

interface ReportDialogProps {
  readonly slug: string;
  readonly isOpen: boolean;
  onClose(): void;
}

/** Reports a shared image to the operators. */
export function ReportDialog({ slug, isOpen, onClose }: ReportDialogProps) {
  const { t } = useTranslation("sharing");
  return (
    <Dialog isOpen={isOpen} title={t("report.title")} onClose={onClose}>
      <ReportForm slug={slug} onClose={onClose} />
    </Dialog>
  );
}

function ReportForm({ slug, onClose }: Omit<ReportDialogProps, "isOpen">) {
  const { t } = useTranslation("sharing");
  const textOf = useFailureText();
  const [reason, setReason] = useState<ReportReason | null>(null);
  const [note, setNote] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [message, setMessage] = useState<string | null>(null);

  const send = async () => {
    if (reason === null) {
      setMessage(t("report.needsReason"));
      return;
    }
    setBusy(true);
    setMessage(null);
    try {
      await reportSharedImage(slug, { reason, ...(note.trim() === "" ? {} : { note: note.trim() }) });
      toast.success(t("report.done"));
      onClose();
    } catch (error) {
      setMessage(textOf(error));
      setBusy(false);
    }
  };

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Modal.Body>
        <fieldset disabled={isBusy}>
          <legend className="text-muted">{t("report.text")}</legend>
          <div className="mt-3 space-y-0.5">
            {REPORT_REASONS.map((option) => (
              <label
                key={option}
                className="flex cursor-pointer items-center gap-3 rounded-xl px-2 py-2 text-foreground max-sm:min-h-11 hover:bg-surface-secondary"
              >
                <input
                  type="radio"
                  name="reason"
                  checked={reason === option}
                  onChange={() => {
                    setReason(option);
                    setMessage(null);
                  }}
                  className="shows-focus size-4 shrink-0 accent-selection"
                />
                {t(`report.reasons.${option}`)}
              </label>
            ))}
          </div>
        </fieldset>
        <label htmlFor="report-note" className="mb-1.5 mt-4 block text-sm font-medium">
          {t("report.note")}
        </label>
        <textarea
          id="report-note"
          rows={2}
          // "auto" makes an empty field left-to-right.
          dir={note ? "auto" : undefined}
          value={note}
          maxLength={MAX_NOTE_LENGTH}
          disabled={isBusy}
          onChange={(event) => setNote(event.target.value)}
          className="shows-focus w-full resize-none rounded-xl border border-border bg-field px-3.5 py-2.5 text-start"
        />
        {message && (
          <p role="alert" className="mt-2 text-sm text-danger">
            {message}
          </p>
        )}
      </Modal.Body>
      <Modal.Footer>
        {/* Phones have the cross, and little room. */}
        <Button variant="tertiary" isDisabled={isBusy} onPress={onClose} className="max-sm:hidden">
          {t("app.cancel")}
        </Button>
        <ActionButton type="submit" isBusy={isBusy}>
          {t("report.send")}
        </ActionButton>
      </Modal.Footer>
    </form>
  );
}
