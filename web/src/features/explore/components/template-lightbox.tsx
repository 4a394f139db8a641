import { Modal } from "@heroui/react/modal";
import { useTranslation } from "react-i18next";

interface TemplateLightboxProps {
  readonly url: string;
  readonly title: string;
  readonly isOpen: boolean;
  onClose(): void;
}

/** Shows a template's picture as large as the screen. */
export function TemplateLightbox({ url, title, isOpen, onClose }: TemplateLightboxProps) {
  const { t } = useTranslation();
  return (
    <Modal.Backdrop isOpen={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Modal.Container size="full" placement="center">
        <Modal.Dialog aria-label={title} className="p-0">
          <Modal.CloseTrigger aria-label={t("app.close")} />
          <button
            type="button"
            aria-label={t("app.close")}
            onClick={onClose}
            className="grid size-full cursor-zoom-out place-items-center p-2"
          >
            <img src={url} alt={title} className="max-h-[96dvh] max-w-full object-contain" />
          </button>
        </Modal.Dialog>
      </Modal.Container>
    </Modal.Backdrop>
  );
}
