import { Button } from "@heroui/react/button";
import { Dropdown } from "@heroui/react/dropdown";
import { Header } from "@heroui/react/header";
import { Label } from "@heroui/react/label";
import { Info, Monitor, Moon, Sun } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { type Language, LANGUAGES, type Theme, THEMES, usePreferences } from "@/shared/stores/preferences";
import { PREFERENCES_BUTTON, PreferencesLabel } from "./preferences-button";

const ICONS = { system: Monitor, light: Sun, dark: Moon };
const LETTERS = { en: "A", fa: "ف" };
const SECTION = "border-t border-separator pt-1.5 mt-1.5";
const HEADER = "px-2.5 pb-1 pt-2";

/** The language and theme menu, initially open. */
export function PreferencesMenu() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { theme, language, choose } = usePreferences();
  return (
    <Dropdown defaultOpen>
      <Button variant="ghost" aria-label={t("app.preferences")} className={PREFERENCES_BUTTON}>
        <PreferencesLabel />
      </Button>
      <Dropdown.Popover placement="bottom end" offset={12} className="min-w-52">
        <Dropdown.Menu aria-label={t("app.preferences")} className="pointer-coarse:[&_[role^=menuitem]]:min-h-11">
          <Dropdown.Section
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[language]}
            onSelectionChange={(keys) => choose({ language: [...keys][0] as Language })}
          >
            <Header className={HEADER}>{t("app.language")}</Header>
            {LANGUAGES.map((option) => (
              <Dropdown.Item key={option} id={option} textValue={t(`app.languages.${option}`)}>
                <span aria-hidden className="w-4 text-center text-muted">
                  {LETTERS[option]}
                </span>
                <Label lang={option}>{t(`app.languages.${option}`)}</Label>
                <Dropdown.ItemIndicator />
              </Dropdown.Item>
            ))}
          </Dropdown.Section>
          <Dropdown.Section
            className={SECTION}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[theme]}
            onSelectionChange={(keys) => choose({ theme: [...keys][0] as Theme })}
          >
            <Header className={HEADER}>{t("app.theme")}</Header>
            {THEMES.map((option) => {
              const Icon = ICONS[option];
              return (
                <Dropdown.Item key={option} id={option} textValue={t(`app.themes.${option}`)}>
                  <Icon aria-hidden size={16} className="text-muted" />
                  <Label>{t(`app.themes.${option}`)}</Label>
                  <Dropdown.ItemIndicator />
                </Dropdown.Item>
              );
            })}
          </Dropdown.Section>
          <Dropdown.Section aria-label={t("footer.label")} className={SECTION}>
            <Dropdown.Item id="about" textValue={t("footer.label")} onAction={() => void navigate("/about")}>
              <Info aria-hidden size={16} className="text-muted" />
              <Label>{t("footer.label")}</Label>
            </Dropdown.Item>
          </Dropdown.Section>
        </Dropdown.Menu>
      </Dropdown.Popover>
    </Dropdown>
  );
}
