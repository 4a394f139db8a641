import { Button } from "@/shared/components/button";
import { Settings } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";

const PreferencesMenu = lazy(async () => ({ default: (await import("./preferences-menu")).PreferencesMenu }));

/** Opens the menu of language and theme, which is loaded on the first press. */
export function Preferences() {
  const [isLoaded, setLoaded] = useState(false);
  const { t } = useTranslation();
  const button = (
    <Button variant="ghost" aria-label={t("app.preferences")} className={PREFERENCES_BUTTON} onPress={() => setLoaded(true)}>
      <PreferencesLabel />
    </Button>
  );
  return isLoaded ? (
    <Suspense fallback={button}>
      <PreferencesMenu />
    </Suspense>
  ) : (
    button
  );
}

export const PREFERENCES_BUTTON = "min-w-0 gap-1.5 rounded-full px-2.5 last:-me-2.5";

export function PreferencesLabel() {
  const { t } = useTranslation();
  return (
    <>
      <Settings aria-hidden />
      <span className="hidden lg:inline">{t("app.preferences")}</span>
    </>
  );
}
