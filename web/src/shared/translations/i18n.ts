import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { type Language, usePreferences } from "@/shared/stores/preferences";
import en from "./en.json";
import fa from "./fa.json";

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

void i18next.use(initReactI18next).init({
  resources: { en: { translation: en }, fa: { translation: fa } },
  lng: usePreferences.getState().language,
  fallbackLng: "en",
  interpolation: { escapeValue: false },
});

usePreferences.subscribe(({ language }) => {
  if (i18next.language !== language) {
    void i18next.changeLanguage(language);
  }
});

/** The locale for `Intl`. The region `IR` selects Persian digits and the Solar Hijri calendar. */
export const localeOf = (language: Language): string => (language === "fa" ? "fa-IR" : "en-GB");

export default i18next;
