import { Modal } from "@heroui/react/modal";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useToastsClosed } from "@/shared/hooks/use-toasts-closed";

interface DialogProps {
  readonly isOpen: boolean;
  readonly title: string;
  /** Shown above the title, which is then centered. */
  readonly icon?: ReactNode;
  readonly size?: "sm" | "lg";
  /** Whether a press outside closes it. */
  readonly isDismissable?: boolean;
  /** A `Modal.Body` and a `Modal.Footer`. */
  readonly children: ReactNode;
  onClose(): void;
}

/** The frame of all dialogs: the backdrop, the title and the close button. A sheet at the bottom on phones. */
export function Dialog({ isOpen, title, icon, size = "sm", isDismissable = true, children, onClose }: DialogProps) {
  const { t } = useTranslation();
  useToastsClosed(isOpen);
  return (
    <Modal.Backdrop isOpen={isOpen} onOpenChange={(open) => !open && onClose()} isDismissable={isDismissable}>
      <Modal.Container size={size} placement="auto">
        <Modal.Dialog>
          <Modal.CloseTrigger aria-label={t("app.close")} className="end-3 top-3 size-11 rounded-full" />
          <Modal.Header className={icon ? "items-center pt-4 text-center" : "pe-10"}>
            {icon}
            <Modal.Heading className="text-lg font-semibold">{title}</Modal.Heading>
          </Modal.Header>
          {children}
        </Modal.Dialog>
      </Modal.Container>
    </Modal.Backdrop>
  );
}
