import { create } from "zustand";

export const THEMES = ["system", "light", "dark"] as const;
export const LANGUAGES = ["en", "fa"] as const;

export type Theme = (typeof THEMES)[number];
export type Language = (typeof LANGUAGES)[number];

interface Preferences {
  theme: Theme;
  language: Language;
  choose(preferences: Partial<Pick<Preferences, "theme" | "language">>): void;
}

const STORE = "nero.preferences";

/** The stored preferences; none if there are none or localStorage cannot be accessed. */
function stored(): Partial<Preferences> {
  try {
    return (JSON.parse(localStorage.getItem(STORE) ?? "{}") as { state?: Partial<Preferences> }).state ?? {};
  } catch {
    return {};
  }
}

/** The user's preferences, stored in localStorage. `public/before-paint.js` reads the same entry before the first paint. */
export const usePreferences = create<Preferences>()((set) => ({
  theme: "system",
  language: navigator.language.startsWith("fa") ? "fa" : "en",
  ...stored(),
  choose(preferences) {
    set(preferences);
    const { theme, language } = usePreferences.getState();
    try {
      localStorage.setItem(STORE, JSON.stringify({ state: { theme, language }, version: 0 }));
    } catch {
      // Kept until the page is closed.
    }
  },
}));

/** Where React Aria looks for the locale of its components. */
const REACT_ARIA_LOCALE = Symbol.for("react-aria.i18n.locale");

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
    if (Reflect.get(window, REACT_ARIA_LOCALE) !== language) {
      Reflect.set(window, REACT_ARIA_LOCALE, language);
      // React Aria reads it again.
      dispatchEvent(new Event("languagechange"));
    }
  };
  apply();
  usePreferences.subscribe(apply);
  systemIsDark.addEventListener("change", apply);
  // A change in another tab.
  addEventListener("storage", (event) => event.key === STORE && usePreferences.setState(stored()));
}
