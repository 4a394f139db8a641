import "./main.css";
import "./shared/translations/i18n";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app";
import { session } from "./core/api/client";
import { applyPreferences } from "./shared/stores/preferences";

applyPreferences();

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

if (import.meta.env.PROD) {
  // Not on insecure origins. Without it, everything but offline pages and shared photos works.
  navigator.serviceWorker?.register("/sw.js").catch(() => {});
}

// Photos that were shared with the app, but not taken.
session.onChange((isSignedIn) => isSignedIn || void window.caches?.delete("shared-photos"));
