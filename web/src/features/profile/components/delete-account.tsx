import { Button } from "@/shared/components/button";
import { toast } from "@/shared/stores/toasts";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Failure } from "@/core/api/failure";
import { ConfirmDialog } from "@/shared/components/confirm-dialog";
import { deleteAccount, signOut } from "@/shared/queries/account";

/** Deletes the account. The API requires a sign-in within the last 10 minutes. */
export function DeleteAccount() {
  const { t } = useTranslation("profile");
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const [mustSignIn, setMustSignIn] = useState(false);

  return (
    <>
      <p className="max-w-md text-pretty text-muted">{t("profile.delete.text")}</p>
      {mustSignIn ? (
        <div role="alert" className="mt-4 max-w-md rounded-2xl bg-surface-tertiary p-4">
          <p className="text-pretty">{t("profile.delete.again")}</p>
          <Button
            variant="secondary"
            className="mt-3"
            onPress={async () => {
              await signOut();
              void navigate("/sign-in", { state: { next: "/profile/account" } });
            }}
          >
            {t("profile.delete.signInAgain")}
          </Button>
        </div>
      ) : (
        <Button variant="danger-soft" className="mt-4" onPress={() => setAsking(true)}>
          {t("profile.delete.title")}
        </Button>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        title={t("profile.delete.ask")}
        text={t("profile.delete.askText")}
        confirm={t("profile.delete.confirm")}
        onConfirm={async () => {
          try {
            await deleteAccount();
            toast.success(t("profile.delete.done"));
            void navigate("/");
          } catch (error) {
            if (Failure.of(error).code !== "FORBIDDEN") {
              throw error;
            }
            setMustSignIn(true);
          }
        }}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
