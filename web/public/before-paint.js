// Sets language, direction and theme before the first paint, so that nothing flashes or turns round.
// shared/stores/preferences.ts keeps them and applies them from then on.
(() => {
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem("nero.preferences"))?.state ?? {};
  } catch {
    // What cannot be read is as if it was never kept.
  }
  const language = kept.language ?? (navigator.language.startsWith("fa") ? "fa" : "en");
  const dark = kept.theme === "dark" || (kept.theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  const root = document.documentElement;
  root.lang = language;
  root.dir = language === "fa" ? "rtl" : "ltr";
  root.classList.add(dark ? "dark" : "light");
})();
