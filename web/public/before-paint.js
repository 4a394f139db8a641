// Sets language, direction and theme before the first paint, so that the page does not flash or change direction.
// src/shared/stores/preferences.ts stores them and applies later changes. Then preloads what the first page needs in this language;
// first-view.ts lists it.
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

  const preload = (rel, as, href) =>
    document.head.append(Object.assign(document.createElement("link"), { rel, as, href, crossOrigin: "anonymous" }));
  let isGuest = false;
  try {
    isGuest = localStorage.getItem("nero.refreshToken") === null;
  } catch {
    // No access to localStorage.
  }
  const isFirstView = isGuest && url.pathname === "/" && url.search === "";
  if (isFirstView) {
    root.dataset.firstView = "";
  }
  // Vite's own server bundles nothing.
  const preloads = document.currentScript?.dataset.preloads;
  if (preloads) {
    const { texts, fonts, templates } = JSON.parse(preloads)[language];
    preload("modulepreload", "script", `/${texts}`);
    for (const font of fonts) {
      preload("preload", "font", `/${font}`);
    }
    if (isFirstView) {
      preload("preload", "fetch", templates);
    }
  }
})();
