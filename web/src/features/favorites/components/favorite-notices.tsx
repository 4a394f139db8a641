import { toast } from "@/shared/stores/toasts";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFailureText } from "@/shared/hooks/use-failure-text";
import { useFavorites } from "@/shared/stores/favorites";

const SignInDialog = lazy(async () => ({ default: (await import("./sign-in-dialog")).SignInDialog }));

/** Opens the sign-in dialog when a signed-out user adds a favourite, and shows an error when a change fails. */
export function FavoriteNotices() {
  const { t } = useTranslation();
  const textOf = useFailureText();
  const { requestedId, failure } = useFavorites();
  const [isDialogLoaded, setDialogLoaded] = useState(false);
  if (requestedId !== null && !isDialogLoaded) {
    setDialogLoaded(true);
  }

  useEffect(() => {
    if (failure) {
      toast.danger(t("template.favoriteFailed", { reason: textOf(failure) }));
      useFavorites.setState({ failure: null });
    }
  }, [failure, t, textOf]);

  return (
    isDialogLoaded && (
      <Suspense>
        <SignInDialog />
      </Suspense>
    )
  );
}
