import { Button } from "@/shared/components/button";
import { Modal } from "@heroui/react/modal";
import { Heart } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router";
import { Dialog } from "@/shared/components/dialog";
import { useFavorites } from "@/shared/stores/favorites";

/** Asks a signed-out user to sign in. The sign-in page then adds the favourite. */
export function SignInDialog() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  const requestedId = useFavorites((state) => state.requestedId);
  const close = () => useFavorites.setState({ requestedId: null });

  return (
    <Dialog
      isOpen={requestedId !== null}
      title={t("template.signInTitle")}
      icon={
        <span className="mb-1 grid size-14 place-items-center rounded-full bg-surface-tertiary text-ember">
          <Heart aria-hidden size={26} className="fill-current" />
        </span>
      }
      onClose={close}
    >
      <Modal.Body>
        <p className="text-pretty text-center text-muted">{t("template.signInText")}</p>
      </Modal.Body>
      <Modal.Footer>
        <Button
          fullWidth
          size="lg"
          onPress={() => {
            close();
            void navigate("/sign-in", { state: { next: pathname + search, favorite: requestedId } });
          }}
        >
          {t("app.signIn")}
        </Button>
      </Modal.Footer>
    </Dialog>
  );
}
