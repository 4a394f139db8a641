import { AlertDialog } from "@heroui/react/alert-dialog";
import { Button } from "@heroui/react/button";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { ActionButton } from "@/shared/components/action-button";
import { useFailureText } from "@/shared/hooks/use-failure-text";

interface AskDialogProps {
  readonly isOpen: boolean;
  readonly title: string;
  readonly text: ReactNode;
  readonly confirm: string;
  /** The dialog stays and says why where this fails. */
  onConfirm(): Promise<void>;
  onClose(): void;
}

/** Asks before something is done that cannot be undone. */
export function AskDialog({ isOpen, title, text, confirm, onConfirm, onClose }: AskDialogProps) {
  const { t } = useTranslation();
  const textOf = useFailureText();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const close = () => {
    setProblem(null);
    onClose();
  };
  const act = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await onConfirm();
      close();
    } catch (error) {
      setProblem(textOf(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <AlertDialog.Backdrop isOpen={isOpen} onOpenChange={(open) => !open && close()} isKeyboardDismissDisabled={isBusy}>
      <AlertDialog.Container size="sm">
        <AlertDialog.Dialog>
          <AlertDialog.Header>
            <AlertDialog.Heading>{title}</AlertDialog.Heading>
          </AlertDialog.Header>
          <AlertDialog.Body>
            <div className="text-muted">{text}</div>
            {problem && (
              <p role="alert" className="mt-3 text-sm text-danger">
                {problem}
              </p>
            )}
          </AlertDialog.Body>
          <AlertDialog.Footer>
            <Button variant="tertiary" isDisabled={isBusy} onPress={close}>
              {t("app.cancel")}
            </Button>
            <ActionButton variant="danger" isBusy={isBusy} onPress={() => void act()}>
              {confirm}
            </ActionButton>
          </AlertDialog.Footer>
        </AlertDialog.Dialog>
      </AlertDialog.Container>
    </AlertDialog.Backdrop>
  );
}
