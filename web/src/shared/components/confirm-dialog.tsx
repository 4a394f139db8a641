import { AlertDialog } from "@heroui/react/alert-dialog";
import { Button } from "@/shared/components/button";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { ActionButton } from "@/shared/components/action-button";
import { useFailureText } from "@/shared/hooks/use-failure-text";
import { useToastsClosed } from "@/shared/hooks/use-toasts-closed";

interface ConfirmDialogProps {
  readonly isOpen: boolean;
  readonly title: string;
  readonly text: ReactNode;
  readonly confirm: string;
  /** The button that changes nothing. Default: Cancel. */
  readonly cancel?: string;
  /**
   * How the button for the action looks. Default: like one that deletes something. If it is secondary, the button that changes nothing
   * stands out.
   */
  readonly variant?: "danger" | "primary" | "secondary";
  /** If this rejects, the dialog stays open and shows the error. */
  onConfirm(): Promise<void>;
  onClose(): void;
}

/** Asks for confirmation before an action. */
export function ConfirmDialog({ isOpen, title, text, confirm, cancel, variant = "danger", onConfirm, onClose }: ConfirmDialogProps) {
  const { t } = useTranslation();
  const textOf = useFailureText();
  const [isBusy, setBusy] = useState(false);
  const [message, setMessage] = useState<string | null>(null);
  useToastsClosed(isOpen);

  const close = () => {
    setMessage(null);
    onClose();
  };
  const handleConfirm = async () => {
    setBusy(true);
    setMessage(null);
    try {
      await onConfirm();
      close();
    } catch (error) {
      setMessage(textOf(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <AlertDialog.Backdrop isOpen={isOpen} onOpenChange={(open) => !open && close()} isKeyboardDismissDisabled={isBusy}>
      <AlertDialog.Container size="sm">
        <AlertDialog.Dialog>
          <AlertDialog.Header>
            <AlertDialog.Heading className="text-lg font-semibold">{title}</AlertDialog.Heading>
          </AlertDialog.Header>
          <AlertDialog.Body>
            <div className="text-muted">{text}</div>
            {message && (
              <p role="alert" className="mt-3 text-sm text-danger">
                {message}
              </p>
            )}
          </AlertDialog.Body>
          <AlertDialog.Footer>
            <Button variant={variant === "secondary" ? "primary" : "tertiary"} isDisabled={isBusy} onPress={close}>
              {cancel ?? t("app.cancel")}
            </Button>
            <ActionButton variant={variant} isBusy={isBusy} onPress={() => void handleConfirm()}>
              {confirm}
            </ActionButton>
          </AlertDialog.Footer>
        </AlertDialog.Dialog>
      </AlertDialog.Container>
    </AlertDialog.Backdrop>
  );
}
