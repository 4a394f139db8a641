import { Button } from "@heroui/react/button";
import { toast } from "@heroui/react/toast";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Failure } from "@/core/api/failure";
import { AskDialog } from "@/shared/components/ask-dialog";
import { eraseAccount, signOut } from "@/shared/queries/account";

/** Deletes the account, which Nero does within ten minutes of a sign-in alone. */
export function EraseAccount() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const [mustSignIn, setMustSignIn] = useState(false);

  return (
    <>
      <p className="max-w-md text-pretty text-muted">{t("profile.erase.text")}</p>
      {mustSignIn ? (
        <div role="alert" className="mt-4 max-w-md rounded-2xl bg-surface-tertiary p-4">
          <p className="text-pretty">{t("profile.erase.again")}</p>
          <Button
            variant="secondary"
            className="mt-3"
            onPress={async () => {
              await signOut();
              void navigate("/sign-in", { state: { next: "/profile/account" } });
            }}
          >
            {t("profile.erase.signInAgain")}
          </Button>
        </div>
      ) : (
        <Button variant="danger-soft" className="mt-4" onPress={() => setAsking(true)}>
          {t("profile.erase.title")}
        </Button>
      )}
      <AskDialog
        isOpen={isAsking}
        title={t("profile.erase.ask")}
        text={t("profile.erase.askText")}
        confirm={t("profile.erase.confirm")}
        onConfirm={async () => {
          try {
            await eraseAccount();
            toast.success(t("profile.erase.done"));
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
