import { Button } from "@heroui/react/button";
import { Settings } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";

const PreferencesMenu = lazy(async () => ({ default: (await import("./preferences-menu")).PreferencesMenu }));

/** Opens the menu of language and theme, which is loaded on the first press. */
export function Preferences() {
  const [isLoaded, setLoaded] = useState(false);
  const button = <PreferencesButton onPress={() => setLoaded(true)} />;
  return isLoaded ? (
    <Suspense fallback={button}>
      <PreferencesMenu />
    </Suspense>
  ) : (
    button
  );
}

export function PreferencesButton({ onPress }: { onPress?: () => void }) {
  const { t } = useTranslation();
  return (
    <Button
      variant="ghost"
      aria-label={t("app.preferences")}
      className="min-w-0 gap-1.5 rounded-full px-2.5 last:-me-2.5"
      onPress={onPress}
    >
      <Settings aria-hidden />
      <span className="hidden lg:inline">{t("app.preferences")}</span>
    </Button>
  );
}
