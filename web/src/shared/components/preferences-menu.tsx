import { Dropdown } from "@heroui/react/dropdown";
import { Header } from "@heroui/react/header";
import { Label } from "@heroui/react/label";
import { Monitor, Moon, Sun } from "lucide-react";
import { useTranslation } from "react-i18next";
import { type Language, LANGUAGES, type Theme, THEMES, usePreferences } from "@/shared/stores/preferences";
import { PreferencesButton } from "./preferences-button";

const ICONS = { system: Monitor, light: Sun, dark: Moon };

/** Chooses language and theme; open as soon as it is there. */
export function PreferencesMenu() {
  const { t } = useTranslation();
  const { theme, language, choose } = usePreferences();
  return (
    <Dropdown defaultOpen>
      <PreferencesButton />
      <Dropdown.Popover placement="bottom end" className="min-w-52">
        <Dropdown.Menu aria-label={t("app.preferences")}>
          <Dropdown.Section
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[language]}
            onSelectionChange={(keys) => choose({ language: [...keys][0] as Language })}
          >
            <Header>{t("app.language")}</Header>
            {LANGUAGES.map((it) => (
              <Dropdown.Item key={it} id={it} textValue={t(`app.languages.${it}`)}>
                <Label lang={it}>{t(`app.languages.${it}`)}</Label>
                <Dropdown.ItemIndicator className="ms-auto" />
              </Dropdown.Item>
            ))}
          </Dropdown.Section>
          <Dropdown.Section
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[theme]}
            onSelectionChange={(keys) => choose({ theme: [...keys][0] as Theme })}
          >
            <Header>{t("app.theme")}</Header>
            {THEMES.map((it) => {
              const Icon = ICONS[it];
              return (
                <Dropdown.Item key={it} id={it} textValue={t(`app.themes.${it}`)}>
                  <Icon aria-hidden size={16} className="text-muted" />
                  <Label>{t(`app.themes.${it}`)}</Label>
                  <Dropdown.ItemIndicator className="ms-auto" />
                </Dropdown.Item>
              );
            })}
          </Dropdown.Section>
        </Dropdown.Menu>
      </Dropdown.Popover>
    </Dropdown>
  );
}
