import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { type Language, usePreferences } from "@/shared/stores/preferences";
import type en from "./en.json";

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

/** Each language has a file of its own, so that visitors load the texts of one language only. */
const TEXTS = { en: () => import("./en.json"), fa: () => import("./fa.json") };

await i18next
  .use(initReactI18next)
  .use({
    type: "backend",
    read: (language: Language, _: string, done: (error: unknown, texts: unknown) => void) =>
      void TEXTS[language]().then(
        (texts) => done(null, texts.default),
        (error: unknown) => done(error, null),
      ),
  })
  .init({ lng: usePreferences.getState().language, fallbackLng: false, load: "currentOnly", interpolation: { escapeValue: false } });

usePreferences.subscribe(async ({ language }) => {
  try {
    await TEXTS[language]();
  } catch {
    // Offline: keep the language whose texts are loaded.
    usePreferences.getState().choose({ language: i18next.language as Language });
    return;
  }
  // Another language may have been chosen in the meantime.
  await i18next.changeLanguage(usePreferences.getState().language);
});

/** The locale for `Intl`. The region `IR` selects Persian digits and the Solar Hijri calendar. */
export const localeOf = (language: Language): string => (language === "fa" ? "fa-IR" : "en-GB");

export default i18next;
