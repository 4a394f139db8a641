import { Button } from "@heroui/react/button";
import { Modal } from "@heroui/react/modal";
import { Heart } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router";
import { useFavorites } from "@/shared/stores/favorites";

/** Asks a signed-out user to sign in. The sign-in page then adds the favourite. */
export function SignInDialog() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  const requestedId = useFavorites((state) => state.requestedId);
  const close = () => useFavorites.setState({ requestedId: null });

  return (
    <Modal.Backdrop isOpen={requestedId !== null} onOpenChange={(open) => !open && close()}>
      <Modal.Container size="sm" placement="auto">
        <Modal.Dialog>
          <Modal.CloseTrigger aria-label={t("app.close")} />
          <Modal.Header className="items-center pt-4 text-center">
            <span className="mb-3 grid size-14 place-items-center rounded-full bg-surface-tertiary text-ember">
              <Heart aria-hidden size={26} className="fill-current" />
            </span>
            <Modal.Heading className="text-lg font-semibold">{t("template.signInTitle")}</Modal.Heading>
          </Modal.Header>
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
        </Modal.Dialog>
      </Modal.Container>
    </Modal.Backdrop>
  );
}
