import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { type Language, usePreferences } from "@/shared/stores/preferences";
import type auth from "./auth/en.json";
import type en from "./en.json";
import type generation from "./generation/en.json";
import type legal from "./legal/en.json";
import type payment from "./payment/en.json";
import type profile from "./profile/en.json";
import type sharing from "./sharing/en.json";

declare module "i18next" {
  interface CustomTypeOptions {
    resources: {
      translation: typeof en;
      auth: typeof auth;
      generation: typeof generation;
      legal: typeof legal;
      payment: typeof payment;
      profile: typeof profile;
      sharing: typeof sharing;
    };
    fallbackNS: "translation";
  }
}

/**
 * The texts by namespace. `translation` has those of the first page and of several features, and every visit loads it. A feature's
 * other texts are in a namespace with its name, which {@link withTexts} loads together with the feature's pages. Each language has
 * files of its own, so that visitors load the texts of one language only.
 */
const TEXTS = {
  translation: { en: () => import("./en.json"), fa: () => import("./fa.json") },
  auth: { en: () => import("./auth/en.json"), fa: () => import("./auth/fa.json") },
  generation: { en: () => import("./generation/en.json"), fa: () => import("./generation/fa.json") },
  legal: { en: () => import("./legal/en.json"), fa: () => import("./legal/fa.json") },
  payment: { en: () => import("./payment/en.json"), fa: () => import("./payment/fa.json") },
  profile: { en: () => import("./profile/en.json"), fa: () => import("./profile/fa.json") },
  sharing: { en: () => import("./sharing/en.json"), fa: () => import("./sharing/fa.json") },
};

export type Namespace = keyof typeof TEXTS;
type Done = (error: unknown, texts: unknown) => void;

await i18next
  .use(initReactI18next)
  .use({
    type: "backend",
    read: (language: Language, namespace: Namespace, done: Done) =>
      void TEXTS[namespace][language]().then(
        (texts) => done(null, texts.default),
        (error: unknown) => done(error, null),
      ),
  })
  .init({
    lng: usePreferences.getState().language,
    fallbackLng: false,
    fallbackNS: "translation",
    load: "currentOnly",
    interpolation: { escapeValue: false },
  });

usePreferences.subscribe(async ({ language }) => {
  try {
    await Promise.all([i18next.options.ns].flat().map((namespace) => TEXTS[namespace as Namespace][language]()));
  } catch {
    // Offline: keep the language whose texts are loaded.
    usePreferences.getState().choose({ language: i18next.language as Language });
    return;
  }
  // Another language may have been chosen in the meantime.
  await i18next.changeLanguage(usePreferences.getState().language);
});

/** Waits for code and the texts that it shows. */
export async function withTexts<T>(namespace: Namespace, code: Promise<T>): Promise<T> {
  const [loaded] = await Promise.all([code, TEXTS[namespace][i18next.language as Language](), i18next.loadNamespaces(namespace)]);
  return loaded;
}

/** The locale for `Intl`. The region `IR` selects Persian digits and the Solar Hijri calendar. */
export const localeOf = (language: Language): string => (language === "fa" ? "fa-IR" : "en-GB");

export default i18next;
