import { create } from "zustand";
import { persist } from "zustand/middleware";

export const THEMES = ["system", "light", "dark"] as const;
export const LANGUAGES = ["en", "fa"] as const;

export type Theme = (typeof THEMES)[number];
export type Language = (typeof LANGUAGES)[number];

interface Preferences {
  theme: Theme;
  language: Language;
  choose(preferences: Partial<Pick<Preferences, "theme" | "language">>): void;
}

/** The user's preferences, stored in localStorage. `public/before-paint.js` reads the same entry before the first paint. */
export const usePreferences = create<Preferences>()(
  persist(
    (set) => ({
      theme: "system",
      language: navigator.language.startsWith("fa") ? "fa" : "en",
      choose: set,
    }),
    { name: "nero.preferences", partialize: ({ theme, language }) => ({ theme, language }) },
  ),
);

const systemIsDark = matchMedia("(prefers-color-scheme: dark)");

/** Applies the theme, language and direction to the page now and after each change. */
export function applyPreferences(): void {
  const apply = () => {
    const { theme, language } = usePreferences.getState();
    const dark = theme === "dark" || (theme === "system" && systemIsDark.matches);
    const root = document.documentElement;
    root.lang = language;
    root.dir = language === "fa" ? "rtl" : "ltr";
    root.classList.toggle("dark", dark);
    root.classList.toggle("light", !dark);
  };
  apply();
  usePreferences.subscribe(apply);
  systemIsDark.addEventListener("change", apply);
  // A change in another tab.
  addEventListener("storage", (event) => event.key === "nero.preferences" && void usePreferences.persist.rehydrate());
}
