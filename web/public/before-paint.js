// Sets language, direction and theme before the first paint, so that the page does not flash or change direction.
// src/shared/stores/preferences.ts stores them and applies later changes.
(() => {
  let stored = {};
  try {
    stored = JSON.parse(localStorage.getItem("nero.preferences"))?.state ?? {};
  } catch {
    // Invalid JSON or no access to localStorage: use the defaults.
  }
  const url = new URL(location.href);
  const asked = url.searchParams.get("lang");
  if (asked === "en" || asked === "fa") {
    // A link with a language, as search engines show it, chooses it like the menu does. The address stays without it.
    stored = { ...stored, language: asked };
    try {
      localStorage.setItem("nero.preferences", JSON.stringify({ state: stored, version: 0 }));
    } catch {
      // No access to localStorage.
    }
    url.searchParams.delete("lang");
    history.replaceState(history.state, "", url);
  }
  const language = stored.language ?? (navigator.language.startsWith("fa") ? "fa" : "en");
  const dark = stored.theme === "dark" || (stored.theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  const root = document.documentElement;
  root.lang = language;
  root.dir = language === "fa" ? "rtl" : "ltr";
  root.classList.add(dark ? "dark" : "light");
})();
