import { Button } from "@heroui/react/button";
import { SlidersHorizontal } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";

const PreferencesMenu = lazy(async () => ({ default: (await import("./preferences-menu")).PreferencesMenu }));

/** The way to language and theme; their menu is loaded when somebody wants it. */
export function Preferences() {
  const [isWanted, setWanted] = useState(false);
  const button = <PreferencesButton onPress={() => setWanted(true)} />;
  return isWanted ? (
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
    <Button variant="ghost" isIconOnly aria-label={t("app.preferences")} className="rounded-full" onPress={onPress}>
      <SlidersHorizontal aria-hidden />
    </Button>
  );
}
