import { Button } from "@heroui/react/button";
import { Modal } from "@heroui/react/modal";
import { Heart } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router";
import { useFavorites } from "@/shared/stores/favorites";

/** Asks whoever wants to keep a template to sign in, which then keeps it. */
export function SignInDialog() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  const askedFor = useFavorites((it) => it.askedFor);
  const close = () => useFavorites.setState({ askedFor: null });

  return (
    <Modal.Backdrop isOpen={askedFor !== null} onOpenChange={(open) => !open && close()}>
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
                void navigate("/sign-in", { state: { next: pathname + search, favorite: askedFor } });
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
