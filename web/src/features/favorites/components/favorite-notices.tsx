import { toast } from "@heroui/react/toast";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFailureText } from "@/shared/hooks/use-failure-text";
import { useFavorites } from "@/shared/stores/favorites";

const SignInDialog = lazy(async () => ({ default: (await import("./sign-in-dialog")).SignInDialog }));

/** Asks whoever is not signed in to sign in, and says where a favourite was not kept. */
export function FavoriteNotices() {
  const { t } = useTranslation();
  const textOf = useFailureText();
  const { askedFor, failure } = useFavorites();
  const [isDialogWanted, setDialogWanted] = useState(false);
  if (askedFor !== null && !isDialogWanted) {
    setDialogWanted(true);
  }

  useEffect(() => {
    if (failure) {
      toast.danger(t("template.favoriteFailed", { why: textOf(failure) }));
      useFavorites.setState({ failure: null });
    }
  }, [failure, t, textOf]);

  return (
    isDialogWanted && (
      <Suspense>
        <SignInDialog />
      </Suspense>
    )
  );
}
